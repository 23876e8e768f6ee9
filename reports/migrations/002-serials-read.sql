-- The serial numbers that units told in a run, so that what came before a unit is found whatever its label said.

CREATE TABLE serial_read (
    run    INTEGER NOT NULL REFERENCES run (number),
    serial TEXT NOT NULL,                -- made safe for a file name, as run.serial is
    PRIMARY KEY (run, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX serial_read_in ON serial_read (serial);

-- Readings of verify-serial, and what identify was told. Serial numbers are letters and digits.
INSERT OR IGNORE INTO serial_read (run, serial)
    SELECT run, upper(json_extract(body, '$.measurement.value.text')) FROM event
    WHERE kind = 'measured' AND json_extract(body, '$.measurement.name') GLOB 'serial/*'
    AND json_extract(body, '$.measurement.name') <> 'serial/label'
    AND json_extract(body, '$.measurement.value.text') <> '';
INSERT OR IGNORE INTO serial_read (run, serial)
    SELECT run, upper(json_extract(body, '$.facts."station-facts:facts".units[0].chassis."serial-number"')) FROM event
    WHERE kind = 'identified'
    AND json_extract(body, '$.facts."station-facts:facts".units[0].chassis."serial-number"') <> '';
