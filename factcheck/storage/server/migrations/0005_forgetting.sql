-- Forgetting: the texts of a row leave every change of it, and a change without text says that it was forgotten.
create table factcheck.forgotten (
    case_id bigint not null references factcheck.cases,
    target text not null,
    primary key (case_id, target)
);
alter table factcheck.forgotten enable row level security;

create function factcheck.without_texts(row_ json) returns json
    language sql immutable set search_path = pg_catalog
    as $$ select json_object_agg(key, case when key = any (array['text', 'quote', 'prefix', 'suffix', 'note', 'locator',
                 'words', 'to', 'via', 'sentence']) then '""'::json else value end) from json_each(row_) $$;

create function factcheck.blanked(change json) returns json
    language sql immutable set search_path = pg_catalog
    as $$ select json_object_agg(key, case when key in ('before', 'after') and json_typeof(value) = 'object'
                 then coalesce(factcheck.without_texts(value), value) else value end) from json_each(change) $$;

create function factcheck.blank_forgotten() returns trigger
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    if exists (select from factcheck.forgotten f where f.case_id = new.case_id and f.target = new.target) then
        new.body := factcheck.blanked(new.body);
    end if;
    return new;
end $$;
create trigger blank_forgotten before insert on factcheck.changes for each row
    when (new.target like any (array['excerpts/%', 'entries/%']))
    execute function factcheck.blank_forgotten();

-- An editor may forget any excerpt or entry, a checker those that were added under the own name.
create function factcheck.forget(
    in_case bigint, change_id text, change_n bigint, author text, of_target text, of_batch text, tombstone json)
    returns void
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    if of_target not like 'excerpts/%' and of_target not like 'entries/%' or tombstone ->> 'kind' is distinct from 'forget' then
        raise invalid_parameter_value using message = 'only an excerpt or an entry can be forgotten';
    end if;
    if in_case <> all (factcheck.my_cases('editor')) and not (
        author = factcheck.my_name(in_case) and in_case = any (factcheck.my_cases('checker'))
        and author = (select by_ from factcheck.changes
                      where case_id = in_case and target = of_target and body ->> 'before' is null
                      order by tx, seq limit 1)) then
        raise insufficient_privilege using message = 'only an editor may forget what somebody else added';
    end if;
    insert into factcheck.forgotten values (in_case, of_target) on conflict do nothing;
    update factcheck.changes set body = factcheck.blanked(body) where case_id = in_case and target = of_target;
    delete from factcheck.ground where case_id = in_case and target = of_target;
    delete from factcheck.snapshots where case_id = in_case;
    insert into factcheck.changes (case_id, id, n, by_, target, batch, body)
    values (in_case, change_id, change_n, author, of_target, of_batch, tombstone) on conflict (case_id, id) do nothing;
end $$;
revoke all on function factcheck.forget from public;
grant execute on function factcheck.forget to factcheck_checker;
