/** What the share dialog needs to know of the gallery, where there is one. */

export type PublishOutcome =
	| {
			readonly state: 'published';
			readonly url: string;
			/** Its first one's, where the same had been shared before. */
			readonly name: string;
			readonly isNew: boolean;
	  }
	| { readonly state: 'waiting'; readonly sentence: string }
	| { readonly state: 'refused'; readonly sentence: string };

export type Publishing =
	| {
			readonly canPublish: true;
			/** Proposed. */
			readonly name: string;
			readonly publish: (name: string) => Promise<PublishOutcome>;
	  }
	| { readonly canPublish: false; readonly reason: string };
