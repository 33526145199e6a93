/**
 * What the database answers to, as `createClient<Database>` takes it.
 *
 * Generated from the migrations by `node supabase/types/main.ts`: never edited. What is not known
 * never to be null may be null, and whatever comes back is still parsed.
 */

export interface Database {
	public: {
		Tables: Record<string, never>;
		Views: {
			playlist_cards: {
				Row: {
					id: string;
					name: string;
					catalogue_id: string;
					track_count: number;
					first_titles: string[] | null;
					created_at: string;
					score: number;
					rating_count: number;
					upload_count: number;
					is_own: boolean | null;
					own_stars: number | null;
				};
				Relationships: [];
			};
			playlist_details: {
				Row: {
					id: string;
					name: string;
					catalogue_id: string;
					catalogue_revision: string;
					track_ids: string[];
					titles: string[];
					waypoint_ids: string[];
					size: number;
					creativity: number;
					noise: number;
					seed: number;
					rules: string;
					play_from: string;
					less_like_ids: string[];
					excluded_artists: string[];
					created_at: string;
					score: number;
					rating_count: number;
					upload_count: number;
					is_own: boolean | null;
					own_stars: number | null;
				};
				Relationships: [];
			};
		};
		Functions: {
			count_upload: { Args: { playlist_id: string }; Returns: number | null };
			delete_playlist: { Args: { playlist_id: string }; Returns: undefined };
			get_playlist: {
				Args: { playlist_id: string };
				Returns: Database['public']['Views']['playlist_details']['Row'][];
			};
			latest_playlists: {
				Args: { page_size?: number; after_created_at?: string | null; after_id?: string | null };
				Returns: Database['public']['Views']['playlist_cards']['Row'][];
			};
			most_uploaded_playlists: {
				Args: { page_size?: number; after_upload_count?: number | null; after_id?: string | null };
				Returns: Database['public']['Views']['playlist_cards']['Row'][];
			};
			own_playlists: {
				Args: { page_size?: number; after_created_at?: string | null; after_id?: string | null };
				Returns: Database['public']['Views']['playlist_cards']['Row'][];
			};
			publish_playlist: {
				Args: {
					name: string;
					catalogue_id: string;
					catalogue_revision: string;
					track_ids: readonly string[];
					titles: readonly string[];
					size: number;
					creativity: number;
					seed: number;
					noise?: number;
					rules?: string;
					play_from?: string;
					waypoint_ids?: readonly string[];
					less_like_ids?: readonly string[];
					excluded_artists?: readonly string[];
				};
				Returns: {
					id: string | null;
					shared_name: string | null;
					is_new: boolean | null;
					is_own: boolean | null;
				}[];
			};
			rate_playlist: {
				Args: { playlist_id: string; stars: number };
				Returns: { score: number | null; rating_count: number | null; own_stars: number | null }[];
			};
			rename_playlist: {
				Args: { playlist_id: string; name: string };
				Returns: Database['public']['Views']['playlist_cards']['Row'][];
			};
			search_playlists: {
				Args: { query: string; page_size?: number };
				Returns: Database['public']['Views']['playlist_cards']['Row'][];
			};
			top_rated_playlists: {
				Args: {
					page_size?: number;
					after_score?: number | null;
					after_rating_count?: number | null;
					after_id?: string | null;
				};
				Returns: Database['public']['Views']['playlist_cards']['Row'][];
			};
		};
	};
}
