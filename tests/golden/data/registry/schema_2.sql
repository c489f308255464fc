-- SPDX-License-Identifier: Apache-2.0
-- An index as schema 2 was released, with rows in every table. Never changed: a newer schema gets a file of its own.
PRAGMA application_id = 1282364001;
PRAGMA user_version = 2;
CREATE TABLE projects (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created TEXT NOT NULL,
    last_opened TEXT NOT NULL
);
CREATE TABLE bases (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    family TEXT NOT NULL,
    licence TEXT NOT NULL,
    parameters INTEGER NOT NULL
);
CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    examples INTEGER NOT NULL
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    created TEXT NOT NULL,
    base_fingerprint TEXT REFERENCES bases (fingerprint),
    dataset_sha256 TEXT REFERENCES datasets (sha256),
    last_loss REAL,
    eval_loss REAL,
    eval_loss_before REAL,
    step INTEGER NOT NULL,
    total_steps INTEGER NOT NULL
);
CREATE INDEX runs_by_project ON runs (project_id);
CREATE TABLE adapters (
    id INTEGER PRIMARY KEY,
    project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    run_id INTEGER REFERENCES runs (id) ON DELETE CASCADE,
    path TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    step INTEGER NOT NULL
);
CREATE INDEX adapters_by_run ON adapters (run_id);
CREATE INDEX adapters_by_sha256 ON adapters (sha256);
INSERT INTO projects VALUES(1,'/projects/bank','Bank support','2026-01-31T09:00:00.000Z','2026-02-01T10:00:00.000Z');
INSERT INTO projects VALUES(2,'/projects/poems','Poems – été','2026-01-30T09:00:00.000Z','2026-02-02T10:00:00.000Z');
INSERT INTO bases VALUES(1,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','/models/smollm2.gguf','SmolLM2 135M Instruct','llama','Apache-2.0',134515008);
INSERT INTO datasets VALUES(1,'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','/projects/bank/data/support.jsonl','messages',200);
INSERT INTO runs VALUES(1,1,'/projects/bank/runs/first','First','finished','2026-01-31T09:05:00.000Z','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd',1.25,1.5,3.0,120,120);
INSERT INTO runs VALUES(2,2,'/projects/poems/runs/empty','Empty','not_started','2026-01-31T09:06:00.000Z',NULL,NULL,NULL,NULL,NULL,0,0);
INSERT INTO adapters VALUES(1,1,1,'/projects/bank/runs/first/checkpoints/step-000060','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','checkpoint',60);
INSERT INTO adapters VALUES(2,1,NULL,'/projects/bank/exports/shared','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','export',0);
