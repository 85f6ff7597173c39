-- The outreach register: whom a team found and what became of them (cases/register.h). Personal details are sealed under the
-- key of the case that the person belongs to, and go with it; a bed has one person.
CREATE TABLE register (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- R12, never given twice
    case_id INTEGER NOT NULL REFERENCES cases (id),
    own_case INTEGER NOT NULL,             -- 1: the case was opened for this person, and ends with the register
    event BLOB NOT NULL,                   -- the message that brought the line, and which of its lines
    line INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('TERJANGKAU', 'SARING', 'TAMPUNG', 'ASESMEN', 'LEPAS_BERSYARAT', 'KELUARGA',
        'PANTI', 'PENGADILAN', 'LAYANAN_KESEHATAN', 'PELIMPAHAN_DAERAH_ASAL', 'PELATIHAN_PERMUKIMAN', 'PERGI_SENDIRI',
        'MENINGGAL')),
    unit TEXT NOT NULL,                    -- the shelter that is responsible
    room TEXT CHECK (room IN ('dewasa_l', 'dewasa_p', 'anak', 'keluarga')),
    bed INTEGER,
    guardian INTEGER REFERENCES register (id),
    details BLOB,
    complete INTEGER NOT NULL DEFAULT 0,
    found INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    peksos INTEGER,                        -- when the social workers were told of a child
    details_due INTEGER,                   -- when whoever owes the rest is reminded
    reminded INTEGER NOT NULL DEFAULT 0,   -- how often
    stay_due INTEGER,                      -- when the head is told that the stay is over
    follow_up INTEGER,                     -- when somebody is to look after them
    UNIQUE (event, line),
    CHECK ((room IS NULL) = (bed IS NULL)),
    CHECK ((bed IS NOT NULL) = (stage IN ('TAMPUNG', 'ASESMEN') AND room IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX register_bed ON register (unit, room, bed) WHERE bed IS NOT NULL;
CREATE INDEX register_case ON register (case_id);
CREATE INDEX register_guardian ON register (guardian) WHERE guardian IS NOT NULL;
CREATE INDEX register_details ON register (details_due) WHERE details_due IS NOT NULL;
CREATE INDEX register_stay ON register (stay_due) WHERE stay_due IS NOT NULL;
CREATE INDEX register_follow_up ON register (follow_up) WHERE follow_up IS NOT NULL;
