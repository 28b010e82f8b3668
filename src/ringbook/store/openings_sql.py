"""The one query that finds openings; `bookings.find_slots` fills it in."""

__all__ = ["FIND_SLOTS"]

# Free cells in order of time, or the cells of the appointment that is being moved; each must hold
# the service before its opening range ends, meet nothing scheduled, buffers included, nor held for
# who waits for it, and find a room and a place under the day's cap. Who has fewest minutes booked
# that day comes first. A free cell that the whole service fits into need not be looked up again.
# The two OFFSET 0 keep Postgres from checking a month of cells when the first day has enough: cells
# come in order of time, and each is checked as it comes, until there are `limit` of them.
FIND_SLOTS = """
WITH held AS MATERIALIZED (
  SELECT id, service_id, provider_id, room_id, day, busy FROM waitlist_offers
   WHERE tenant_id = %(tenant)s AND state = 'held' AND expires_at > %(now)s
), full_day AS MATERIALIZED (
  SELECT day FROM (
    SELECT appointment_date AS day, id FROM appointments
     WHERE %(cap)s::int IS NOT NULL AND tenant_id = %(tenant)s AND service_id = %(service)s
       AND status = 'scheduled' AND appointment_date BETWEEN %(first_day)s AND %(last_day)s
    UNION ALL
    SELECT day, id FROM held WHERE %(cap)s::int IS NOT NULL AND service_id = %(service)s) place
   GROUP BY day
  HAVING count(*) >= %(cap)s AND bool_or(id = %(moving)s) IS NOT TRUE
), candidate AS (
  SELECT id, starts_at, ends_at, open_until, slot_date, provider_id,
         %(before)s::interval = interval '0'
         AND starts_at + %(lasts)s + %(after)s <= ends_at AS fits FROM slots
   WHERE tenant_id = %(tenant)s AND is_available
     AND starts_at >= %(from)s AND starts_at < %(until)s
     AND slot_time BETWEEN %(earliest)s AND %(latest)s
  UNION ALL
  SELECT s.id, s.starts_at, s.ends_at, s.open_until, s.slot_date, s.provider_id, false
    FROM appointments a, cells_over(a.tenant_id, a.provider_id, a.busy) cell, slots s
   WHERE a.id = %(moving)s AND a.tenant_id = %(tenant)s AND s.id = cell
     AND s.is_open AND NOT s.is_available AND s.id <> a.slot_id
     AND s.starts_at >= %(from)s AND s.starts_at < %(until)s
     AND s.slot_time BETWEEN %(earliest)s AND %(latest)s
)
SELECT DISTINCT ON (c.starts_at) c.id, c.starts_at, %(minutes)s::int AS duration_minutes,
       %(name)s AS service, c.provider_id, p.name AS provider
  FROM (SELECT * FROM candidate ORDER BY starts_at OFFSET 0) c
 CROSS JOIN LATERAL (
   SELECT p.name, p.position, (
       SELECT coalesce(sum(b.duration_minutes), 0) FROM appointments b
        WHERE b.tenant_id = %(tenant)s AND b.provider_id = c.provider_id
          AND b.appointment_date = c.slot_date AND b.status = 'scheduled'
          AND b.id IS DISTINCT FROM %(moving)s) AS booked
     FROM service_providers sp JOIN providers p ON p.tenant_id = sp.tenant_id
                                               AND p.id = sp.provider_id
    WHERE sp.tenant_id = %(tenant)s AND sp.service_id = %(service)s
      AND sp.provider_id = c.provider_id AND p.is_active
      AND (c.fits OR NOT EXISTS (
        SELECT FROM appointments a
         WHERE a.provider_id = c.provider_id AND a.status = 'scheduled'
           AND a.id IS DISTINCT FROM %(moving)s
           AND a.busy && tstzrange(c.starts_at - %(before)s,
                                   greatest(c.ends_at, c.starts_at + %(lasts)s + %(after)s))))
      AND NOT EXISTS (
        SELECT FROM held h
         WHERE h.provider_id = c.provider_id
           AND h.busy && tstzrange(c.starts_at - %(before)s,
                                   greatest(c.ends_at, c.starts_at + %(lasts)s + %(after)s)))
      AND (NOT %(roomed)s OR EXISTS (
        SELECT FROM service_rooms sr JOIN rooms r ON r.tenant_id = sr.tenant_id
                                                 AND r.id = sr.room_id
         WHERE sr.tenant_id = %(tenant)s AND sr.service_id = %(service)s AND r.is_active
           AND NOT EXISTS (
             SELECT FROM appointments a
              WHERE a.room_id = r.id AND a.status = 'scheduled'
                AND a.id IS DISTINCT FROM %(moving)s
                AND a.busy && tstzrange(c.starts_at - %(before)s,
                                        c.starts_at + %(lasts)s + %(after)s))
           AND NOT EXISTS (
             SELECT FROM held h
              WHERE h.room_id = r.id
                AND h.busy && tstzrange(c.starts_at - %(before)s,
                                        c.starts_at + %(lasts)s + %(after)s))))
   OFFSET 0) p
 WHERE (%(provider)s::uuid IS NULL OR c.provider_id = %(provider)s)
   AND c.starts_at + %(lasts)s <= c.open_until
   AND extract(isodow FROM c.slot_date) <> ALL (%(not_on)s::int[])
   AND c.slot_date NOT IN (SELECT day FROM full_day)
 ORDER BY c.starts_at, p.booked, p.position LIMIT %(limit)s
"""
