/**
 * A database of which nothing is known, as supabase-js takes one: for who asks what the page's
 * generated types would keep from being asked at all.
 */
type Values = Record<string, unknown>;

interface AnySchema {
	Tables: Record<string, { Row: Values; Insert: Values; Update: Values; Relationships: [] }>;
	Views: Record<string, { Row: Values; Relationships: [] }>;
	Functions: Record<string, { Args: Values; Returns: unknown }>;
}

export interface UntypedDatabase {
	public: AnySchema;
	private: AnySchema;
}
