"""Frozen figures never change.

A snapshot and its rows are written in one transaction and refused every change afterwards, whoever asks: no
update, no delete, no row added later. Only the account of who took it may be taken away.
"""

# By the transaction that it was written in, a row that is added later is told from those frozen with it.
TRANSACTION = "alter table contributions_snapshot add column transaction xid8 default pg_current_xact_id()"

STAYS = """
create or replace function snapshot_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.taken_by_id is null then
        old.taken_by_id := null;
        if old is not distinct from new then
            return new;
        end if;
    end if;
    raise exception 'Frozen figures never change.'
        using errcode = 'check_violation', constraint = 'figures_are_frozen';
end $$;
create or replace trigger snapshot_stays before update or delete on contributions_snapshot
    for each row execute function snapshot_stays();

create or replace function snapshot_figures_stay() returns trigger language plpgsql as $$
begin
    raise exception 'Frozen figures never change.'
        using errcode = 'check_violation', constraint = 'figures_are_frozen';
end $$;
create or replace trigger snapshot_figures_stay before update or delete on contributions_snapshotfigures
    for each row execute function snapshot_figures_stay();

create or replace function snapshot_is_whole() returns trigger language plpgsql as $$
begin
    if exists (
        select from (select distinct snapshot_id from new_rows) n
        left join contributions_snapshot s on s.id = n.snapshot_id
        where s.transaction is distinct from pg_current_xact_id()
    ) then
        raise exception 'Nothing is added to frozen figures.'
            using errcode = 'check_violation', constraint = 'figures_are_frozen';
    end if;
    return null;
end $$;
create or replace trigger snapshot_is_whole after insert on contributions_snapshotfigures
    referencing new table as new_rows for each statement execute function snapshot_is_whole();
"""
