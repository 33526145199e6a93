import { createHandler } from './handler.ts';

Deno.serve(
	createHandler({
		clientId: Deno.env.get('SPOTIFY_CLIENT_ID'),
		clientSecret: Deno.env.get('SPOTIFY_CLIENT_SECRET'),
		allowedOrigins: Deno.env.get('SPOTIFY_ALLOWED_ORIGINS'),
		accountsUrl: Deno.env.get('SPOTIFY_ACCOUNTS_URL') || 'https://accounts.spotify.com',
		apiUrl: Deno.env.get('SPOTIFY_API_URL') || 'https://api.spotify.com/v1',
		timeoutMs: 5000,
		fetch,
		now: Date.now,
		log: console.warn
	})
);
