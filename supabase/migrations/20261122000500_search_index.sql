-- Words to find playlists by: those of its name and of all its titles, without case and diacritics.
--
-- A playlist's words are one small vector with an inverted index. Typos are looked for among the
-- vocabulary, which is much smaller than the texts: trigrams of whole texts would be slow, and say
-- little about one misspelt word among hundreds.

create function private.folded(text_to_fold text) returns text
language sql immutable parallel safe set search_path = '' as $$
	select pg_catalog.lower(extensions.unaccent('extensions.unaccent'::pg_catalog.regdictionary,
		normalize(
			pg_catalog.regexp_replace(normalize(text_to_fold, nfkd), '[\u0300-\u036f''’ʼ`´]', '', 'g'),
			nfkc
		)
	))
$$;

-- The distinct words of a text, folded, in the text's order.
create function private.words_of(text_to_split text) returns text[]
language sql immutable parallel safe set search_path = '' as $$
	select coalesce(pg_catalog.array_agg(word order by place), '{}') from (
		select pg_catalog.left(word, 64) as word, pg_catalog.min(place) as place
		from pg_catalog.regexp_split_to_table(
			private.folded(text_to_split), '[^[:alnum:]]+'
		) with ordinality as pieces (word, place)
		where word <> '' group by 1
	) as words
$$;

create table private.words (
	word text collate "C" primary key
);
create index words_trigrams on private.words using gin (word extensions.gin_trgm_ops)
	with (fastupdate = off);

create table private.playlist_words (
	playlist_id text collate "C" primary key references public.playlists on delete cascade,
	of_name tsvector not null,
	of_all tsvector not null
);
-- A search never has to look through what waits to be indexed.
create index playlist_words_of_name on private.playlist_words using gin (of_name)
	with (fastupdate = off);
create index playlist_words_of_all on private.playlist_words using gin (of_all)
	with (fastupdate = off);

alter table private.words enable row level security;
alter table private.playlist_words enable row level security;
revoke all on private.words from public, anon, authenticated, service_role;
revoke all on private.playlist_words from public, anon, authenticated, service_role;

create function private.keep_playlist_words() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
	name_words constant text[] := private.words_of(new.name);
	title_words constant text[] := private.words_of(array_to_string(new.titles, ' '));
begin
	insert into private.playlist_words as w (playlist_id, of_name, of_all)
	values (new.id, array_to_tsvector(name_words), array_to_tsvector(name_words || title_words))
	on conflict (playlist_id) do update set of_name = excluded.of_name, of_all = excluded.of_all;
	-- In one order, so that two that share at once never wait for each other in a circle.
	insert into private.words (word)
	select word from unnest(name_words || title_words) as word group by 1 order by word collate "C"
	on conflict do nothing;
	return null;
end
$$;

create trigger keep_playlist_words after insert or update of name on public.playlists
	for each row execute function private.keep_playlist_words();

revoke all on function private.folded(text) from public, anon, authenticated, service_role;
revoke all on function private.words_of(text) from public, anon, authenticated, service_role;
revoke all on function private.keep_playlist_words() from public, anon, authenticated, service_role;
