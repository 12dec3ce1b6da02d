-- Cases are made, and members admitted, by functions: an editor does that without owning the tables.
create function factcheck.create_case(new_uid text, new_title text, is_blind boolean, me_as text) returns bigint
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    made bigint;
begin
    insert into factcheck.cases (uid, title, blind) values (new_uid, new_title, is_blind) returning id into made;
    insert into factcheck.members values (made, me_as, factcheck.me(), 'editor');
    return made;
end $$;
revoke all on function factcheck.create_case from public;
grant execute on function factcheck.create_case to factcheck_editor;

create function factcheck.require_editor(in_case bigint) returns void
    language plpgsql stable security definer set search_path = pg_catalog
    as $$
begin
    if in_case <> all (factcheck.my_cases('editor')) then
        raise insufficient_privilege using message = 'only an editor of the case may do that';
    end if;
end $$;

create function factcheck.admit(in_case bigint, name text, login text, as_role text) returns void
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    perform factcheck.require_editor(in_case);
    if not exists (select from pg_roles where rolname = login) then
        raise undefined_object using message = format('no login %s', quote_literal(login));
    end if;
    insert into factcheck.members values (in_case, name, quote_ident(login)::regrole, as_role)
    on conflict (case_id, checker) do update set db_role = excluded.db_role, role = excluded.role;
    if not (select rolsuper from pg_roles where rolname = login) then
        execute format('grant %I to %I', 'factcheck_' || as_role, login);
    end if;
end $$;
revoke all on function factcheck.admit from public;
grant execute on function factcheck.admit to factcheck_editor;

create function factcheck.dismiss(in_case bigint, name text) returns boolean
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    perform factcheck.require_editor(in_case);
    delete from factcheck.members where case_id = in_case and checker = name;
    return found;
end $$;
revoke all on function factcheck.dismiss from public;
grant execute on function factcheck.dismiss to factcheck_editor;

create policy editor on factcheck.ground for insert with check (case_id = any ((select factcheck.my_cases('editor'))::bigint[]));
grant insert (case_id, target, body) on factcheck.ground to factcheck_editor;
