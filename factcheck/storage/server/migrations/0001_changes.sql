-- Cases, who works on them, and their changes: each once, in an order in which a reader misses none.
create table factcheck.cases (
    id bigint generated always as identity primary key,
    uid text not null unique,
    title text not null default '',
    blind boolean not null default false,
    created timestamptz not null default now()
);

create table factcheck.members (
    case_id bigint not null references factcheck.cases,
    checker text not null check (checker <> '*'),
    db_role regrole not null,  -- by number: a role that is renamed stays the same member
    role text not null check (role in ('checker', 'editor', 'reader')),
    primary key (case_id, checker),
    unique (case_id, db_role)
);

-- A row that was there before any change of it was recorded, once for each row of the case.
create table factcheck.ground (
    case_id bigint not null references factcheck.cases,
    target text not null,
    body json not null,
    author text not null default '',
    work_on text,  -- as in the changes
    primary key (case_id, target)
);

-- The order (tx, seq) is that in which changes became visible, for all tx below the oldest transaction that still runs.
-- seq alone is the order in which they began to be written. A json keeps its text, byte by byte.
-- No foreign key: every writer would lock the one row of the case. The policies let nobody write to a case that is not.
create table factcheck.changes (
    case_id bigint not null,
    tx xid8 not null default pg_current_xact_id(),
    seq bigint generated always as identity,
    id text not null,
    n bigint not null,
    by_ text not null,
    target text not null,
    batch text not null,
    body json not null,
    entry_on text,  -- for an entry: the claim that it is about
    -- The claim of which this is somebody's work, hidden in a blind case: a verdict, a dismissed warning, a note.
    work_on text generated always as (case
        when target like 'verdicts/%' then split_part(target, '/', 2)
        when target like 'claims/%' and body -> 'before' ->> 'waived' is not null then split_part(target, '/', 2)
        else entry_on end) stored,
    received timestamptz not null default clock_timestamp(),
    primary key (case_id, id),
    constraint verdict_under_the_name_of_its_checker check (
        target not like 'verdicts/%/%'
        or coalesce(body -> 'after' ->> 'checker', body -> 'before' ->> 'checker', substr(target, length(work_on) + 11))
           = substr(target, length(work_on) + 11))
);
create index changes_in_order on factcheck.changes (case_id, tx, seq);
create index changes_of_work on factcheck.changes (case_id, work_on, target) where work_on is not null;

-- Which history of the database this is. A backup that was restored on another server begins a new one.
create table factcheck.generation (
    one boolean primary key default true check (one),
    server text not null,
    uid text not null
);
insert into factcheck.generation (server, uid)
select system_identifier::text, gen_random_uuid()::text from pg_control_system();
