-- Who may do what: the database decides, by the role that logged in, whatever program asks.
do $$
begin
    if not exists (select from pg_roles where rolname = 'factcheck_reader') then create role factcheck_reader nologin; end if;
    if not exists (select from pg_roles where rolname = 'factcheck_checker') then create role factcheck_checker nologin; end if;
    if not exists (select from pg_roles where rolname = 'factcheck_editor') then create role factcheck_editor nologin; end if;
end $$;
grant factcheck_reader to factcheck_checker;
grant factcheck_checker to factcheck_editor;
revoke all on schema factcheck from public;
grant usage on schema factcheck to factcheck_reader;

-- These are in plpgsql since that keeps the plans of their queries.
create function factcheck.me() returns oid
    language plpgsql stable security definer set search_path = pg_catalog
    as $$ begin return quote_ident(session_user)::regrole::oid; end $$;

create function factcheck.my_cases(at_least text) returns bigint[]
    language plpgsql stable security definer set search_path = pg_catalog
    as $$ begin
        return array(select case_id from factcheck.members where db_role = quote_ident(session_user)::regrole
                     and array_position(array['reader', 'checker', 'editor'], role)
                         >= array_position(array['reader', 'checker', 'editor'], at_least));
    end $$;

create function factcheck.my_name(in_case bigint) returns text
    language plpgsql stable security definer set search_path = pg_catalog
    as $$ begin
        return (select checker from factcheck.members where db_role = quote_ident(session_user)::regrole and case_id = in_case);
    end $$;

-- The cases in which nothing is hidden from who asks: they are not blind, or he is an editor of them.
create function factcheck.open_cases() returns bigint[]
    language plpgsql stable security definer set search_path = pg_catalog
    as $$ begin
        return array(select m.case_id from factcheck.members m join factcheck.cases c on c.id = m.case_id
                     where m.db_role = quote_ident(session_user)::regrole and (m.role = 'editor' or not c.blind));
    end $$;

-- What the caller may sign, as "case/name"; the cases of which he is an editor, as "case/*".
create function factcheck.my_signatures() returns text[]
    language plpgsql stable security definer set search_path = pg_catalog
    as $$ begin
        return array(select case_id || '/' || case role when 'editor' then '*' else checker end from factcheck.members
                     where db_role = quote_ident(session_user)::regrole and role <> 'reader');
    end $$;

-- On which claim an entry is somebody's work; empty for sources, and for entries that are nobody's.
create table factcheck.subjects (
    case_id bigint not null,
    target text not null,
    work_on text not null,
    primary key (case_id, target)
);

create function factcheck.sees_work(in_case bigint, claim_id text, author text) returns boolean
    language plpgsql stable security definer set search_path = pg_catalog
    as $$
declare
    name text := factcheck.my_name(in_case);
begin
    return author = name or exists (
        select from factcheck.changes
        where case_id = in_case and work_on = claim_id and target = 'verdicts/' || claim_id || '/' || name
        and body -> 'after' ->> 'label' is not null
    ) or exists (
        select from factcheck.ground
        where case_id = in_case and target = 'verdicts/' || claim_id || '/' || name and body ->> 'label' is not null);
end $$;

create function factcheck.work_on(in_case bigint, target text, added json) returns text
    language plpgsql volatile security definer set search_path = pg_catalog
    as $$
declare
    found text;
begin
    if target like 'sources/%' then
        insert into factcheck.subjects values (in_case, target, '') on conflict do nothing;
        return null;
    end if;
    select s.work_on into found from factcheck.subjects s where s.case_id = in_case and s.target = work_on.target;
    if found is null then
        found := case when added ->> 'kind' = 'todo' or exists (
            select from factcheck.subjects s where s.case_id = in_case and s.target = 'sources/' || (added ->> 'on'))
            then '' else coalesce(added ->> 'on', '') end;
        insert into factcheck.subjects values (in_case, target, found) on conflict do nothing;
    end if;
    return nullif(found, '');
end $$;

create function factcheck.mark_entry() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    new.entry_on := factcheck.work_on(new.case_id, new.target, coalesce(new.body -> 'after', new.body -> 'before'));
    return new;
end $$;
create trigger mark_entry before insert on factcheck.changes for each row
    when (new.target like any (array['entries/%', 'sources/%'])) execute function factcheck.mark_entry();

create function factcheck.mark_ground() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    new.author := coalesce(new.body ->> 'checker', new.body ->> 'by', '');
    if new.target like 'verdicts/%' then
        new.work_on := split_part(new.target, '/', 2);
    else
        new.work_on := factcheck.work_on(new.case_id, new.target, new.body);
    end if;
    return new;
end $$;
create trigger mark_ground before insert on factcheck.ground for each row
    when (new.target like any (array['verdicts/%', 'entries/%', 'sources/%']))
    execute function factcheck.mark_ground();

create function factcheck.set_blindness() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    update factcheck.cases set blind = (new.body -> 'after' ->> 'blind')::boolean where id = new.case_id;
    return null;
end $$;
create trigger set_blindness after insert on factcheck.changes for each row
    when (new.target = 'case/case' and new.body -> 'after' ->> 'blind' in ('true', 'false'))
    execute function factcheck.set_blindness();

alter table factcheck.cases enable row level security;
alter table factcheck.members enable row level security;
alter table factcheck.ground enable row level security;
alter table factcheck.changes enable row level security;
alter table factcheck.subjects enable row level security;

create policy member on factcheck.cases for select using (id = any ((select factcheck.my_cases('reader'))::bigint[]));
create policy member on factcheck.members for select using (case_id = any ((select factcheck.my_cases('reader'))::bigint[]));
create policy member on factcheck.ground for select using (
    case_id = any ((select factcheck.my_cases('reader'))::bigint[])
    and (work_on is null or case_id = any ((select factcheck.open_cases())::bigint[])
         or factcheck.sees_work(case_id, work_on, author)));
-- A case expression, since the parts of an "or" would each be looked up in the index, and the order lost.
create policy member on factcheck.changes for select using (
    case when case_id = any ((select factcheck.open_cases())::bigint[]) then true
         when case_id <> all ((select factcheck.my_cases('reader'))::bigint[]) then false
         else work_on is null or factcheck.sees_work(case_id, work_on, by_) end);
-- A checker signs with the own name, and leaves the rules of the case and the verdicts of others alone; an editor may bring
-- what others made, from a file say. Nobody inserts a forgetting: there is a function for that.
create policy signed on factcheck.changes for insert with check (
    body ->> 'kind' is distinct from 'forget'
    and (select factcheck.my_signatures())::text[] && array[
        case_id || '/*',
        case when target not like 'case/%'
             and (target not like 'verdicts/%' or split_part(target, '/', 3) = ''
                  or target = 'verdicts/' || split_part(target, '/', 2) || '/' || by_)
             then case_id || '/' || by_ end]);

grant select on factcheck.cases, factcheck.members, factcheck.ground, factcheck.changes to factcheck_reader;
grant select on factcheck.generation to factcheck_reader;
grant insert (case_id, id, n, by_, target, batch, body) on factcheck.changes to factcheck_checker;
-- Nobody is granted update or delete: what was shared stays.
revoke all on function factcheck.work_on from public;
