-- A dump that was loaded into another server has the numbers of transactions of the old one: new changes would sort
-- before them, or they would never count as settled. Whoever connects first gives them new ones, in the same order.
create function factcheck.renew_generation() returns text
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    here text := (select system_identifier::text from pg_control_system());
    known factcheck.generation;
begin
    select * into known from factcheck.generation;
    if known.server = here then
        return known.uid;
    end if;
    perform pg_advisory_xact_lock(1717658484);
    select * into known from factcheck.generation;
    if known.server <> here then
        update factcheck.changes set tx = pg_current_xact_id();  -- seq keeps their order
        delete from factcheck.snapshots;
        update factcheck.generation set server = here, uid = gen_random_uuid()::text returning * into known;
    end if;
    return known.uid;
end $$;
revoke all on function factcheck.renew_generation from public;
grant execute on function factcheck.renew_generation to factcheck_reader;
