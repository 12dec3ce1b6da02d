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
    checker text not null,
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
create table factcheck.changes (
    case_id bigint not null references factcheck.cases,
    tx xid8 not null default pg_current_xact_id(),
    seq bigint generated always as identity,
    id text not null,
    n bigint not null,
    by_ text not null,
    target text not null,
    batch text not null,
    body json not null,
    work_on text,  -- the claim of which this is somebody's work, hidden in a blind case
    received timestamptz not null default clock_timestamp(),
    primary key (case_id, id)
);
create index changes_in_order on factcheck.changes (case_id, tx, seq);

-- Which history of the database this is. A backup that was restored on another server begins a new one.
create table factcheck.generation (
    one boolean primary key default true check (one),
    server text not null,
    uid text not null
);
insert into factcheck.generation (server, uid)
select system_identifier::text, gen_random_uuid()::text from pg_control_system();
