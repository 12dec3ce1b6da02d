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

create function factcheck.me() returns oid
    language sql stable security definer set search_path = pg_catalog
    as $$ select oid from pg_catalog.pg_roles where rolname = session_user $$;

create function factcheck.my_cases(at_least text) returns setof bigint
    language sql stable security definer set search_path = pg_catalog
    as $$ select case_id from factcheck.members where db_role = factcheck.me()
          and array_position(array['reader', 'checker', 'editor'], role)
              >= array_position(array['reader', 'checker', 'editor'], at_least) $$;

create function factcheck.my_name(in_case bigint) returns text
    language sql stable security definer set search_path = pg_catalog
    as $$ select checker from factcheck.members where db_role = factcheck.me() and case_id = in_case $$;

-- The cases in which nothing is hidden from who asks: they are not blind, or he is an editor of them.
create function factcheck.open_cases() returns setof bigint
    language sql stable security definer set search_path = pg_catalog
    as $$ select m.case_id from factcheck.members m join factcheck.cases c on c.id = m.case_id
          where m.db_role = factcheck.me() and (m.role = 'editor' or not c.blind) $$;

-- Who has decided which claim: what blindness depends on.
create table factcheck.decided (
    case_id bigint not null references factcheck.cases,
    claim text not null,
    checker text not null,
    primary key (case_id, claim, checker)
);

-- On which claim an entry is somebody's work; empty for sources, and for entries that are nobody's.
create table factcheck.subjects (
    case_id bigint not null references factcheck.cases,
    target text not null,
    work_on text not null,
    primary key (case_id, target)
);

create function factcheck.sees_work(in_case bigint, claim_id text, author text) returns boolean
    language sql stable security definer set search_path = pg_catalog
    as $$ select author = factcheck.my_name(in_case) or exists (
              select from factcheck.decided
              where case_id = in_case and claim = claim_id and checker = factcheck.my_name(in_case)) $$;

create function factcheck.work_on(in_case bigint, target text, added json, author text) returns text
    language plpgsql volatile security definer set search_path = pg_catalog
    as $$
declare
    kind text := split_part(target, '/', 1);
    claim_id text := split_part(target, '/', 2);
    found text;
begin
    if kind = 'verdicts' then
        if added ->> 'label' is not null and target = 'verdicts/' || claim_id || '/' || author then
            insert into factcheck.decided values (in_case, claim_id, author) on conflict do nothing;
        end if;
        return claim_id;
    elsif kind = 'sources' then
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
revoke all on function factcheck.work_on from public;

create function factcheck.mark_change() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    if new.target like 'verdicts/%/%' and coalesce(new.body -> 'after' ->> 'checker', new.body -> 'before' ->> 'checker')
            <> substr(new.target, length(split_part(new.target, '/', 2)) + 11) then
        raise check_violation using message = 'a verdict is kept under the name of who gave it';
    end if;
    if new.target like 'claims/%' then
        new.work_on := case when new.body -> 'before' ->> 'waived' is not null then split_part(new.target, '/', 2) end;
    else
        new.work_on := factcheck.work_on(
            new.case_id, new.target, coalesce(new.body -> 'after', new.body -> 'before'), new.by_);
    end if;
    return new;
end $$;
create trigger mark_change before insert on factcheck.changes for each row
    when (new.target like any (array['verdicts/%', 'entries/%', 'sources/%', 'claims/%']))
    execute function factcheck.mark_change();

create function factcheck.mark_ground() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    new.author := coalesce(new.body ->> 'checker', new.body ->> 'by', '');
    new.work_on := factcheck.work_on(new.case_id, new.target, new.body, new.author);
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
alter table factcheck.decided enable row level security;
alter table factcheck.subjects enable row level security;

create policy member on factcheck.cases for select using (id = any (array(select factcheck.my_cases('reader'))));
create policy member on factcheck.members for select using (case_id = any (array(select factcheck.my_cases('reader'))));
create policy member on factcheck.ground for select using (
    case_id = any (array(select factcheck.my_cases('reader')))
    and (work_on is null or case_id = any (array(select factcheck.open_cases()))
         or factcheck.sees_work(case_id, work_on, author)));
create policy member on factcheck.changes for select using (
    case_id = any (array(select factcheck.my_cases('reader')))
    and (work_on is null or case_id = any (array(select factcheck.open_cases()))
         or factcheck.sees_work(case_id, work_on, by_)));
-- A checker signs with the own name, and leaves the rules of the case and the verdicts of others alone; an editor may bring
-- what others made, from a file say. Nobody inserts a forgetting: there is a function for that.
create policy signed on factcheck.changes for insert with check (
    body ->> 'kind' is distinct from 'forget' and (case_id = any (array(select factcheck.my_cases('editor')))
    or ((case_id, by_) in (select m.case_id, m.checker from factcheck.members m
                           where m.db_role = factcheck.me() and m.role = 'checker')
        and target not like 'case/%'
        and (target not like 'verdicts/%' or split_part(target, '/', 3) = ''
             or target = 'verdicts/' || split_part(target, '/', 2) || '/' || by_))));

grant select on factcheck.cases, factcheck.members, factcheck.ground, factcheck.changes to factcheck_reader;
grant select on factcheck.generation to factcheck_reader;
grant insert (case_id, id, n, by_, target, batch, body) on factcheck.changes to factcheck_checker;
-- Nobody is granted update or delete: what was shared stays.
