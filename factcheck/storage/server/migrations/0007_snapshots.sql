-- The case as it was at a place in the order of its changes, so that a newcomer reads one row and a few changes.
-- Only editors make one: it holds what others signed. In a blind case one is veiled: without anybody's work on a claim.
create table factcheck.snapshots (
    case_id bigint not null references factcheck.cases,
    veiled boolean not null,
    tx xid8 not null,
    seq bigint not null,
    last text not null,
    body bytea not null,
    at timestamptz not null default clock_timestamp(),
    primary key (case_id, veiled)
);
alter table factcheck.snapshots alter column body set storage external;
alter table factcheck.snapshots enable row level security;
create policy member on factcheck.snapshots for select using (
    case_id = any ((select factcheck.my_cases('reader'))::bigint[])
    and (veiled or case_id = any ((select factcheck.open_cases())::bigint[])));
grant select on factcheck.snapshots to factcheck_reader;

create function factcheck.keep_snapshot(
    in_case bigint, is_veiled boolean, at_tx text, at_seq bigint, at_id text, content bytea) returns void
    language plpgsql security definer set search_path = pg_catalog
    as $$
begin
    perform factcheck.require_editor(in_case);
    if not exists (select from factcheck.changes
                   where case_id = in_case and id = at_id and tx = at_tx::xid8 and seq = at_seq) then
        raise invalid_parameter_value using message = 'a snapshot of another history';
    end if;
    insert into factcheck.snapshots as kept (case_id, veiled, tx, seq, last, body)
    values (in_case, is_veiled, at_tx::xid8, at_seq, at_id, content)
    on conflict (case_id, veiled) do update
    set tx = excluded.tx, seq = excluded.seq, last = excluded.last, body = excluded.body, at = excluded.at
    where (excluded.tx, excluded.seq) > (kept.tx, kept.seq);
end $$;
revoke all on function factcheck.keep_snapshot from public;
grant execute on function factcheck.keep_snapshot to factcheck_editor;
