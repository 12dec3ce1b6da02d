-- Documents, each once for a case: its bytes under their hash, its text, and what it says of itself.
create table factcheck.documents (
    case_id bigint not null references factcheck.cases,
    sha256 text not null,
    suffix text not null,
    bytes bytea not null,
    text bytea not null,
    cover json not null,
    by_ text not null default '',
    received timestamptz not null default clock_timestamp(),
    primary key (case_id, sha256),
    check (sha256 = encode(sha256(bytes), 'hex'))
);
alter table factcheck.documents alter column bytes set storage external;  -- most formats are compressed already
alter table factcheck.documents enable row level security;
create policy member on factcheck.documents for select using (case_id = any ((select factcheck.my_cases('reader'))::bigint[]));
create policy signed on factcheck.documents for insert with check (
    (case_id, by_) in (select m.case_id, m.checker from factcheck.members m
                       where m.db_role = factcheck.me() and m.role in ('checker', 'editor')));
grant select on factcheck.documents to factcheck_reader;
grant insert (case_id, sha256, suffix, bytes, text, cover, by_) on factcheck.documents to factcheck_checker;
