-- Who is where, and who is at which claim: hints, gone after 90 seconds, and after a crash of the server.
create unlogged table factcheck.leases (
    case_id bigint not null,
    claim text not null,
    checker text not null,
    until timestamptz not null,
    primary key (case_id, claim)
);

create unlogged table factcheck.presence (
    case_id bigint not null,
    checker text not null,
    device text not null,
    claim text not null,
    at timestamptz not null,
    primary key (case_id, checker, device)
);

create function factcheck.lease_time() returns interval language sql immutable as $$ select interval '90 seconds' $$;

create function factcheck.require_name(in_case bigint) returns text
    language plpgsql stable security definer set search_path = pg_catalog
    as $$
declare
    found_name text := factcheck.my_name(in_case);
begin
    if found_name is null then
        raise insufficient_privilege using message = 'you are no member of the case';
    end if;
    return found_name;
end $$;

-- Takes a claim for 90 seconds, or renews that; returns who has it: the caller, or another who took it before.
create function factcheck.take_lease(in_case bigint, claim_id text) returns text
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    name text := factcheck.require_name(in_case);
    holder text;
begin
    insert into factcheck.leases as held values (in_case, claim_id, name, clock_timestamp() + factcheck.lease_time())
    on conflict (case_id, claim) do update set checker = excluded.checker, until = excluded.until
    where held.until < clock_timestamp() or held.checker = excluded.checker
    returning checker into holder;
    if holder is null then
        select checker into holder from factcheck.leases where case_id = in_case and claim = claim_id;
    end if;
    return holder;
end $$;

create function factcheck.give_back(in_case bigint, claim_id text) returns void
    language sql security definer set search_path = pg_catalog
    as $$ delete from factcheck.leases
          where case_id = in_case and claim = claim_id and checker = factcheck.require_name(in_case) $$;

-- Takes the first of some claims that nobody else has, and that nobody is taking at this moment.
create function factcheck.take_next(in_case bigint, claims text[]) returns text
    language plpgsql security definer set search_path = pg_catalog
    as $$
declare
    name text := factcheck.require_name(in_case);
    taken text;
begin
    select held.claim into taken
    from factcheck.leases held join unnest(claims) with ordinality asked (claim, place) using (claim)
    where held.case_id = in_case and (held.until < clock_timestamp() or held.checker = name)
    order by asked.place limit 1
    for update of held skip locked;
    update factcheck.leases set checker = name, until = clock_timestamp() + factcheck.lease_time()
    where case_id = in_case and claim = taken;
    return taken;
end $$;

-- Makes the rows that take_next locks, in a transaction of its own: two who add the same one wait for each other.
create function factcheck.offer(in_case bigint, claims text[]) returns void
    language sql security definer set search_path = pg_catalog
    as $$ insert into factcheck.leases
          select in_case, claim, factcheck.require_name(in_case), '-infinity' from unnest(claims) claim
          order by claim on conflict do nothing $$;

-- Says where the caller is, and returns where everybody is; an empty claim is the list.
create function factcheck.be_at(in_case bigint, on_device text, claim_id text)
    returns table (checker text, device text, claim text, since double precision)
    language plpgsql security definer set search_path = pg_catalog
    as $$
#variable_conflict use_column
declare
    name text := factcheck.require_name(in_case);
begin
    insert into factcheck.presence values (in_case, name, on_device, claim_id, clock_timestamp())
    on conflict (case_id, checker, device) do update set claim = excluded.claim, at = excluded.at;
    return query select p.checker, p.device, p.claim, extract(epoch from clock_timestamp() - p.at)::double precision
        from factcheck.presence p
        where p.case_id = in_case and p.at > clock_timestamp() - factcheck.lease_time() order by p.checker, p.device;
end $$;

create function factcheck.be_gone(in_case bigint, on_device text) returns void
    language sql security definer set search_path = pg_catalog
    as $$ delete from factcheck.presence
          where case_id = in_case and checker = factcheck.require_name(in_case) and device = on_device $$;

revoke all on function factcheck.require_name, factcheck.take_lease, factcheck.give_back, factcheck.take_next,
    factcheck.offer, factcheck.be_at, factcheck.be_gone from public;
grant execute on function factcheck.be_at, factcheck.be_gone to factcheck_reader;
grant execute on function factcheck.take_lease, factcheck.give_back, factcheck.take_next, factcheck.offer
    to factcheck_checker;
