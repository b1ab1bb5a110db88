PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO goose_db_version VALUES(1,0,1,'2026-11-22 03:23:18');
INSERT INTO goose_db_version VALUES(2,1,1,'2026-11-22 03:23:18');
INSERT INTO goose_db_version VALUES(3,2,1,'2026-11-22 03:23:18');
INSERT INTO goose_db_version VALUES(4,3,1,'2026-11-22 03:35:47');
INSERT INTO goose_db_version VALUES(5,4,1,'2026-11-30 03:24:25');
CREATE TABLE contracts (
    number  TEXT PRIMARY KEY,
    company TEXT NOT NULL,
    package TEXT NOT NULL CHECK (package IN ('silver', 'gold', 'goldplus', 'platinum')),
    zone    TEXT NOT NULL, -- empty is UTC
    expires BIGINT         -- NULL is never
, csm TEXT NOT NULL DEFAULT '');
INSERT INTO contracts VALUES('100100','Acme','goldplus','America/Los_Angeles',NULL,'elodie');
INSERT INTO contracts VALUES('200200','Lumière','platinum','Europe/Paris',NULL,'');
INSERT INTO contracts VALUES('300300','华东制造','gold','Asia/Shanghai',NULL,'');
INSERT INTO contracts VALUES('400400','Brightwater Books','silver','America/Chicago',NULL,'');
INSERT INTO contracts VALUES('500500','Harborline Freight','goldplus','America/New_York',1735707600000,'');
CREATE TABLE contacts (
    phone    TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    contract TEXT NOT NULL REFERENCES contracts (number),
    language TEXT NOT NULL
);
INSERT INTO contacts VALUES('+14155550123','Ann Lee','100100','en');
INSERT INTO contacts VALUES('+33199001234','Claire Fontaine','200200','fr');
INSERT INTO contacts VALUES('+861005550142','王芳','300300','zh');
INSERT INTO contacts VALUES('+14155550144','Nora Quill','400400','en');
INSERT INTO contacts VALUES('+14155550155','Otto Marsh','500500','en');
CREATE TABLE cases (
    number   TEXT PRIMARY KEY,
    contract TEXT REFERENCES contracts (number),
    title    TEXT NOT NULL,
    severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 3),
    opened   BIGINT,
    closed   BOOLEAN NOT NULL
, status TEXT NOT NULL DEFAULT ''
    CHECK (status IN ('', 'new', 'in_progress', 'waiting', 'closed'))
    CONSTRAINT closed_is_closed CHECK (status <> 'closed' OR closed), engineer TEXT NOT NULL DEFAULT '', level INTEGER NOT NULL DEFAULT 0 CHECK (level >= 0), priority TEXT NOT NULL DEFAULT '' CHECK (priority IN ('', 'low', 'normal', 'high')), product TEXT NOT NULL DEFAULT '', version TEXT NOT NULL DEFAULT '', date_code TEXT NOT NULL DEFAULT '', type TEXT NOT NULL DEFAULT '' CHECK (type IN ('', 'break_fix', 'how_to', 'general_question')));
INSERT INTO cases VALUES('C1234567','100100','Suppliers see an error page after login',1,1772439300000,0,'','',0,'','','','','');
INSERT INTO cases VALUES('C1230001','100100','How to archive old projects',3,1768176000000,1,'in_progress','sam',1,'high','Ledger','7.2','2031A','break_fix');
INSERT INTO cases VALUES('C2345678','200200','La synchronisation nocturne prend trois heures',2,1772559600000,0,'','',0,'','','','','');
INSERT INTO cases VALUES('C3456789','300300','报表服务间歇性无响应',1,1772589900000,0,'','',0,'','','','','');
INSERT INTO cases VALUES('C4567890','400400','Question about licence files',3,1771545600000,0,'','',0,'','','','','');
INSERT INTO cases VALUES('C5678901','500500','Import of drawings stops at 80 percent',0,1762300800000,0,'','',0,'','','','','');
CREATE TABLE callers (
    phone    TEXT PRIMARY KEY,
    language TEXT NOT NULL
);
INSERT INTO callers VALUES('+14155550199','fr');
CREATE TABLE people (
    id       TEXT PRIMARY KEY CHECK (id <> ''),
    name     TEXT NOT NULL,
    phone    TEXT NOT NULL,
    language TEXT NOT NULL
, email TEXT NOT NULL DEFAULT '', zone TEXT NOT NULL DEFAULT '', supervisor TEXT NOT NULL DEFAULT '');
INSERT INTO people VALUES('mei','Mei Chen','+14155550101','en','mei@example.com','America/Los_Angeles','elodie');
INSERT INTO people VALUES('raj','Raj Patel','+14155550102','en','','','');
INSERT INTO people VALUES('dana','Dana Brooks','+14155550103','en','','','');
INSERT INTO people VALUES('victor','Victor Hale','+14155550104','en','','','');
INSERT INTO people VALUES('sam','Sam Ortiz','+14155550111','en','','','');
INSERT INTO people VALUES('elodie','Élodie Martin','+33199005678','fr','','','');
CREATE TABLE policies (
    version TEXT PRIMARY KEY,
    ladder  TEXT NOT NULL
);
INSERT INTO policies VALUES('44d237cf9dbe','{"Rungs":[{"After":0,"Call":["primary"]},{"After":40000000000,"Call":["secondary","primary"]},{"After":90000000000,"Call":["managers"]},{"After":180000000000,"Call":["level2"]},{"After":300000000000,"Call":["director","operators"]}],"Again":120000000000,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":600000000000,"GiveUp":0}');
INSERT INTO policies VALUES('6208777e31ca','{"Rungs":[{"After":0,"Call":["operators"]},{"After":30000000000,"Call":["operators"]}],"Again":0,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":0,"GiveUp":60000000000}');
CREATE TABLE turns (
    call    TEXT NOT NULL REFERENCES calls (id),
    key     TEXT NOT NULL, -- a repeated webhook has the same
    n       INTEGER NOT NULL,
    at      BIGINT NOT NULL,
    node    TEXT NOT NULL,
    input   TEXT NOT NULL,
    said    TEXT NOT NULL,
    took_us BIGINT NOT NULL CHECK (took_us >= 0),
    PRIMARY KEY (call, key)
);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','0',1,946684800000,'','{"kind":"began"}',replace('Example Support. Is production down? Press 1. For a case you already have, press 2. For a new problem, press 3. For an operator, press 0.\nPour le français, tapez 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','1',2,946684800000,'main','{"kind":"keys","keys":"1"}','Has all production work stopped? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','2',3,946684800000,'qualify','{"kind":"keys","keys":"1"}','Is this about case C, 123, 4567? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','3',4,946684800000,'confirm_case','{"kind":"keys","keys":"1"}',replace('Case C, 123, 4567. We are calling the duty manager now. Five short questions.\nWhat is wrong? Most users cannot get in: press 1. The server hangs or crashes: press 2. Suppliers cannot get in: press 3. Users'' work is down 80 percent: press 4. The server is 80 percent slower: press 5.','\n',char(10)),0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','4',5,946684807000,'q1','{"kind":"keys","keys":"3"}','How many users does this system have in all? Enter the number, then pound.',0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','5',6,946684807000,'q2','{"kind":"keys","keys":"450"}','How many of them are affected? Enter the number, then pound.',0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','6',7,946684807000,'q3','{"kind":"keys","keys":"430"}','How many hours has it been down? Enter the number, then pound. Less than one hour: press pound alone.',0);
INSERT INTO turns VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1','0',1,946684807000,'','{"kind":"began"}',replace('Enterprise Down at Acme, case C, 123, 4567, suppliers cannot get in.\nTo accept, press 1. To pass, press 2. For details, press 3. To repeat, press star.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1','1',2,946684813357,'offer','{"kind":"keys","keys":"1"}','It is yours. The caller will join you here. When you are done, press star.',0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','7',8,946684816357,'q5','{"kind":"keys","keys":"3#"}','Mei Chen, the duty manager, is here. To talk now, press 1. To finish the questions first, press 2.',0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','8',9,946684816357,'here','{"kind":"keys","keys":"2"}','Is an English-speaking technical contact at this number? For yes, press 1; for another number, 2; for no contact, 3.',0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','9',10,946684816357,'contact','{"kind":"keys","keys":"1"}','After the tone, say what was tried and any new contact, then press pound. Not to be recorded, press pound now.',0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','10',11,946684827785,'q4','{"kind":"recorded","keys":"#","audio":"http://carrier.test/2010-04-01/Accounts/AC4a8f4340e4f35b6f9178cd4c8ecdf1d9/Recordings/RE27b7eb8d5e7c5d7a925e31055f29e4f2","length":2000000000}',replace('Noted: suppliers cannot get in, 430 of 450 users, for 3 hours.\nWe are connecting you now.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1','2',3,946684837142,'room','{"kind":"returned"}','How did it go? Working on it, press 1. Solved, press 2. Lowered to severity one, press 3. False alarm, press 4. Back to the customer, press star.',0);
INSERT INTO turns VALUES('CA068df9a5e9c5d38243abae715603e426','ended',11,946684837142,'bridge','{"kind":"hung_up","reason":"completed","sid":"CA068df9a5e9c5d38243abae715603e426"}','',0);
INSERT INTO turns VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1','3',4,946684837142,'outcome','{"kind":"keys","keys":"1"}','Is 24-hour support essential here? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1','4',5,946684837142,'essential','{"kind":"keys","keys":"1"}','It is on record. Thank you. Goodbye.',0);
INSERT INTO turns VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1','summon-ED-CA068df9a5e9c5d38243abae715603e426:12:0',6,946684837142,'noted','{"kind":"summoned"}','This is over; you are not needed. Goodbye.',0);
INSERT INTO turns VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1','ended',6,946684840142,'stood_down','{"kind":"hung_up","reason":"completed","sid":"CA7b821c21f9853a89a145e09ef78a3b56"}','',0);
INSERT INTO turns VALUES('CA695d58d5b87af2a8b654ade3015cde82','0',1,946684840142,'','{"kind":"began"}',replace('Example Support. Is production down? Press 1. For a case you already have, press 2. For a new problem, press 3. For an operator, press 0.\nPour le français, tapez 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('CA695d58d5b87af2a8b654ade3015cde82','1',2,946684850785,'main','{"kind":"keys","keys":"9"}',replace('For English, press 1.\nPour le français, tapez 2.\n中文服务，请按3。','\n',char(10)),0);
INSERT INTO turns VALUES('CA695d58d5b87af2a8b654ade3015cde82','2',3,946684854570,'language','{"kind":"keys","keys":"2"}',replace('Example Support. Production à l''arrêt ? Tapez 1. Pour un dossier déjà ouvert, tapez 2. Pour un nouveau problème, tapez 3. Pour un opérateur, tapez 0.\nFor English, press 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17','0',1,946684854570,'','{"kind":"began"}',replace('Example Support. Is production down? Press 1. For a case you already have, press 2. For a new problem, press 3. For an operator, press 0.\nPour le français, tapez 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('CA695d58d5b87af2a8b654ade3015cde82','ended',3,946684854570,'main','{"kind":"hung_up","reason":"completed","sid":"CA695d58d5b87af2a8b654ade3015cde82"}','',0);
INSERT INTO turns VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17','1',2,946684854570,'main','{"kind":"keys","keys":"1"}','Has all production work stopped? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17','2',3,946684854570,'qualify','{"kind":"keys","keys":"1"}','Is this about case C, 567, 8901? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('CA7c24dcdb1d185e2184e789c671cc0aa8','0',1,946684854570,'','{"kind":"began"}',replace('Example Support. Is production down? Press 1. For a case you already have, press 2. For a new problem, press 3. For an operator, press 0.\nPour le français, tapez 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17','3',4,946684854570,'confirm_case','{"kind":"keys","keys":"1"}',replace('Case C, 567, 8901. We are calling the duty manager now. Five short questions.\nWhat is wrong? Most users cannot get in: press 1. The server hangs or crashes: press 2. Suppliers cannot get in: press 3. Users'' work is down 80 percent: press 4. The server is 80 percent slower: press 5.','\n',char(10)),0);
INSERT INTO turns VALUES('CA7c24dcdb1d185e2184e789c671cc0aa8','1',2,946684854570,'main','{"kind":"keys","keys":"0"}',replace('One moment, we are getting you an operator.\nAn operator is being called. Please stay on the line.','\n',char(10)),0);
INSERT INTO turns VALUES('CA7c24dcdb1d185e2184e789c671cc0aa8','2',3,946684864427,'waiting_operator','{"kind":"silence"}','An operator is being called. Please stay on the line.',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1','0',1,946684869570,'','{"kind":"began"}',replace('Enterprise Down at Harborline Freight, case C, 567, 8901.\nTo accept, press 1. To pass, press 2. For details, press 3. To repeat, press star.','\n',char(10)),0);
INSERT INTO turns VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1','ended',0,946684880570,'','{"kind":"hung_up","reason":"no_answer","sid":"CA6fbec688b1555f6d85c0dd3a48f02c7b"}','',0);
INSERT INTO turns VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2','ended',0,946684881570,'','{"kind":"hung_up","reason":"no_answer","sid":"CAb731a7c06328a23c93660255b649af5f"}','',0);
INSERT INTO turns VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17','4',5,946684885070,'q1','{"kind":"silence"}',replace('We did not hear anything.\nWhat is wrong? Most users cannot get in: press 1. The server hangs or crashes: press 2. Suppliers cannot get in: press 3. Users'' work is down 80 percent: press 4. The server is 80 percent slower: press 5.','\n',char(10)),0);
INSERT INTO turns VALUES('CA7c24dcdb1d185e2184e789c671cc0aa8','3',4,946684887213,'waiting_operator','{"kind":"silence"}','An operator is being called. Please stay on the line.',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1','1',2,946684888641,'offer','{"kind":"silence"}',replace('We did not hear anything.\nTo accept, press 1. To pass, press 2. For details, press 3. To repeat, press star.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1','ended',2,946684889570,'offer','{"kind":"hung_up","reason":"completed","sid":"CA00e3c1ea3d8b36ea88a7dbcdedac1ee8"}','',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3','0',1,946684905570,'','{"kind":"began"}',replace('Enterprise Down at Harborline Freight, case C, 567, 8901.\nTo accept, press 1. To pass, press 2. For details, press 3. To repeat, press star.','\n',char(10)),0);
INSERT INTO turns VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3','ended',0,946684906570,'','{"kind":"hung_up","reason":"no_answer","sid":"CA08506f2d175fc11ea321e9c50c488324"}','',0);
INSERT INTO turns VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4','ended',0,946684907570,'','{"kind":"hung_up","reason":"no_answer","sid":"CAbc649e94c3286d1aeca44dc3df0f5801"}','',0);
INSERT INTO turns VALUES('CA7c24dcdb1d185e2184e789c671cc0aa8','4',5,946684909999,'waiting_operator','{"kind":"silence"}','An operator is being called. Please stay on the line.',0);
INSERT INTO turns VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17','5',6,946684910356,'q1','{"kind":"silence"}',replace('We did not hear anything.\nChoose the closest. Most users have no access: press 1. The server is frozen: press 2. Suppliers have no access: press 3. Users get little done: press 4. The server is far too slow: press 5. For more time, press 8.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2','ended',0,946684914570,'','{"kind":"hung_up","reason":"no_answer","sid":"CA8cb0186519d1850d9f81c8aee32ee5d5"}','',0);
INSERT INTO turns VALUES('CA7c24dcdb1d185e2184e789c671cc0aa8','summon-OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570:14:0',6,946684914570,'waiting_operator','{"kind":"summoned"}','No operator is free at the moment. We will call you back about case C, 456, 7890 as soon as one is. Goodbye.',0);
INSERT INTO turns VALUES('CA7c24dcdb1d185e2184e789c671cc0aa8','ended',6,946684923784,'callback_promised','{"kind":"hung_up","reason":"completed","sid":"CA7c24dcdb1d185e2184e789c671cc0aa8"}','',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3','1',2,946684924641,'offer','{"kind":"silence"}',replace('We did not hear anything.\nTo accept, press 1. To pass, press 2. For details, press 3. To repeat, press star.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3','ended',2,946684925570,'offer','{"kind":"hung_up","reason":"completed","sid":"CA800685d558ad208b4245821a54a4f219"}','',0);
INSERT INTO turns VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17','6',7,946684935713,'q1','{"kind":"silence"}',replace('One moment, we are getting you an operator.\nAn operator is being called. Please stay on the line.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4','0',1,946684940570,'','{"kind":"began"}',replace('Enterprise Down at Harborline Freight, case C, 567, 8901.\nTo accept, press 1. To pass, press 2. For details, press 3. To repeat, press star.','\n',char(10)),0);
INSERT INTO turns VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17','ended',7,946684944570,'waiting_operator','{"kind":"hung_up","reason":"completed","sid":"CA9d4d89ce77a64b65b845c42c3adf6b17"}','',0);
INSERT INTO turns VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1','ended',0,946684944570,'','{"kind":"hung_up","reason":"canceled","sid":"CA2e3b5725eef654006473887e163b56a8"}','',0);
INSERT INTO turns VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2','ended',0,946684944570,'','{"kind":"hung_up","reason":"canceled","sid":"CA0a371585b9c341aa81a7ec4d77da1e9b"}','',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5','ended',0,946684951570,'','{"kind":"hung_up","reason":"no_answer","sid":"CAe0efe0af5004a7fe9b39167072f2695f"}','',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4','1',2,946684959641,'offer','{"kind":"silence"}',replace('We did not hear anything.\nTo accept, press 1. To pass, press 2. For details, press 3. To repeat, press star.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4','ended',2,946684960570,'offer','{"kind":"hung_up","reason":"completed","sid":"CA504ce57da46f50c21ddab8047f85b291"}','',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6','ended',0,946684985570,'','{"kind":"hung_up","reason":"no_answer","sid":"CA23a2ba13f606a8ea7f8f85fc43d2c3e9"}','',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7','ended',0,946685010570,'','{"kind":"hung_up","reason":"no_answer","sid":"CA4e41c547de1f1a7590fdbd8139e6530a"}','',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8','ended',0,946685011570,'','{"kind":"hung_up","reason":"no_answer","sid":"CAba913102982913d2cf935de6536b790f"}','',0);
INSERT INTO turns VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9','ended',0,946685012570,'','{"kind":"hung_up","reason":"no_answer","sid":"CAe664787c155cee68c8f2820ac0cc31e1"}','',0);
INSERT INTO turns VALUES('CAed19a2ed8d4f5e233d13ed926bc07c05','0',1,946685014570,'','{"kind":"began"}',replace('Example Support。生产系统停机，请按1；查询已有工单，请按2；报告新问题，请按3；转人工，请按0。\nFor English, press 9.\nPour le français, tapez 9.','\n',char(10)),0);
INSERT INTO turns VALUES('CAed19a2ed8d4f5e233d13ed926bc07c05','1',2,946685014570,'main','{"kind":"keys","keys":"1"}','所有生产工作都停了吗？是，请按1；不是，请按2。',0);
INSERT INTO turns VALUES('CAed19a2ed8d4f5e233d13ed926bc07c05','2',3,946685014570,'qualify','{"kind":"keys","keys":"1"}','是关于工单C，345，6789吗？是，请按1；不是，请按2。',0);
CREATE TABLE answers (
    call     TEXT NOT NULL REFERENCES calls (id),
    n        INTEGER NOT NULL, -- the turn
    question TEXT NOT NULL,
    value    TEXT NOT NULL,
    raw      TEXT NOT NULL,
    at       BIGINT NOT NULL,
    audio    TEXT NOT NULL,
    PRIMARY KEY (call, n, question)
);
INSERT INTO answers VALUES('CA068df9a5e9c5d38243abae715603e426',5,'q1_category','3','3',946684807000,'');
INSERT INTO answers VALUES('CA068df9a5e9c5d38243abae715603e426',6,'q2_total_users','450','450',946684807000,'');
INSERT INTO answers VALUES('CA068df9a5e9c5d38243abae715603e426',7,'q3_impacted_users','430','430',946684807000,'');
INSERT INTO answers VALUES('CA068df9a5e9c5d38243abae715603e426',8,'q5_hours_down','3','3#',946684816357,'');
INSERT INTO answers VALUES('CA068df9a5e9c5d38243abae715603e426',10,'technical_contact','caller','1',946684816357,'');
INSERT INTO answers VALUES('CA068df9a5e9c5d38243abae715603e426',11,'q4_actions','http://carrier.test/2010-04-01/Accounts/AC4a8f4340e4f35b6f9178cd4c8ecdf1d9/Recordings/RE27b7eb8d5e7c5d7a925e31055f29e4f2','#',946684827785,'http://carrier.test/2010-04-01/Accounts/AC4a8f4340e4f35b6f9178cd4c8ecdf1d9/Recordings/RE27b7eb8d5e7c5d7a925e31055f29e4f2');
CREATE TABLE recordings (
    sid       TEXT PRIMARY KEY,
    call      TEXT NOT NULL REFERENCES calls (id),
    turn      TEXT NOT NULL,
    url       TEXT NOT NULL,
    status    TEXT NOT NULL,
    length_ms BIGINT NOT NULL CHECK (length_ms >= 0),
    at        BIGINT NOT NULL
);
INSERT INTO recordings VALUES('RE27b7eb8d5e7c5d7a925e31055f29e4f2','CA068df9a5e9c5d38243abae715603e426','10','http://carrier.test/2010-04-01/Accounts/AC4a8f4340e4f35b6f9178cd4c8ecdf1d9/Recordings/RE27b7eb8d5e7c5d7a925e31055f29e4f2','completed',2000,946684827785);
CREATE TABLE page_calls (
    page TEXT NOT NULL REFERENCES pages (id),
    call TEXT NOT NULL REFERENCES calls (id),
    PRIMARY KEY (page, call)
);
INSERT INTO page_calls VALUES('ED-CA068df9a5e9c5d38243abae715603e426','CA068df9a5e9c5d38243abae715603e426');
INSERT INTO page_calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17','CA9d4d89ce77a64b65b845c42c3adf6b17');
INSERT INTO page_calls VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','CA7c24dcdb1d185e2184e789c671cc0aa8');
INSERT INTO page_calls VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713','CA9d4d89ce77a64b65b845c42c3adf6b17');
INSERT INTO page_calls VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05','CAed19a2ed8d4f5e233d13ed926bc07c05');
CREATE TABLE page_events (
    page  TEXT NOT NULL REFERENCES pages (id),
    n     INTEGER NOT NULL,
    at    BIGINT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (page, n)
);
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',1,946684800000,'{"kind":"declared","at":"2000-01-01T00:00:00Z","call":"CA068df9a5e9c5d38243abae715603e426","case":"C1234567","contract":"100100","company":"Acme","language":"en","from":"+14155550123","reason":"answering","flags":["case_unconfirmed"]}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',2,946684800000,'{"kind":"placed","at":"2000-01-01T00:00:00Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","sid":"CA7b821c21f9853a89a145e09ef78a3b56","page":"ED-CA068df9a5e9c5d38243abae715603e426"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',3,946684800000,'{"kind":"identified","at":"2000-01-01T00:00:00Z","call":"CA068df9a5e9c5d38243abae715603e426","case":"C1234567","contract":"100100","company":"Acme","language":"en","from":"+14155550123"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',4,946684800000,'{"kind":"ringing","at":"2000-01-01T00:00:00Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","sid":"CA7b821c21f9853a89a145e09ef78a3b56","page":"ED-CA068df9a5e9c5d38243abae715603e426"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',5,946684807000,'{"kind":"picked_up","at":"2000-01-01T00:00:07Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","sid":"CA7b821c21f9853a89a145e09ef78a3b56","page":"ED-CA068df9a5e9c5d38243abae715603e426"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',6,946684813357,'{"kind":"key","at":"2000-01-01T00:00:13.357Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","page":"ED-CA068df9a5e9c5d38243abae715603e426","reason":"1"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',7,946684813357,'{"kind":"accepted","at":"2000-01-01T00:00:13.357Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","page":"ED-CA068df9a5e9c5d38243abae715603e426"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',8,946684818643,'{"kind":"joined","at":"2000-01-01T00:00:18.643Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","sid":"CA7b821c21f9853a89a145e09ef78a3b56","page":"ED-CA068df9a5e9c5d38243abae715603e426"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',9,946684835571,'{"kind":"joined","at":"2000-01-01T00:00:35.571Z","call":"CA068df9a5e9c5d38243abae715603e426","sid":"CA068df9a5e9c5d38243abae715603e426","page":"ED-CA068df9a5e9c5d38243abae715603e426"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',10,946684837142,'{"kind":"wrapping","at":"2000-01-01T00:00:37.142Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","page":"ED-CA068df9a5e9c5d38243abae715603e426"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',11,946684837142,'{"kind":"call_ended","at":"2000-01-01T00:00:37.142Z","call":"CA068df9a5e9c5d38243abae715603e426","reason":"completed"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',12,946684837142,'{"kind":"outcome","at":"2000-01-01T00:00:37.142Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","page":"ED-CA068df9a5e9c5d38243abae715603e426","outcome":"working"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',13,946684837142,'{"kind":"left","at":"2000-01-01T00:00:37.142Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","sid":"CA7b821c21f9853a89a145e09ef78a3b56","page":"ED-CA068df9a5e9c5d38243abae715603e426"}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',14,946684837142,'{"kind":"essential","at":"2000-01-01T00:00:37.142Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","page":"ED-CA068df9a5e9c5d38243abae715603e426","yes":true}');
INSERT INTO page_events VALUES('ED-CA068df9a5e9c5d38243abae715603e426',15,946684840142,'{"kind":"call_ended","at":"2000-01-01T00:00:40.142Z","call":"ED-CA068df9a5e9c5d38243abae715603e426.1","page":"ED-CA068df9a5e9c5d38243abae715603e426","reason":"completed"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',1,946684854570,'{"kind":"declared","at":"2000-01-01T00:00:54.57Z","call":"CA9d4d89ce77a64b65b845c42c3adf6b17","case":"C5678901","contract":"500500","company":"Harborline Freight","language":"en","from":"+14155550155","reason":"answering"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',1,946684854570,'{"kind":"operator_wanted","at":"2000-01-01T00:00:54.57Z","call":"CA7c24dcdb1d185e2184e789c671cc0aa8","case":"C4567890","contract":"400400","company":"Brightwater Books","language":"en","from":"+14155550144","reason":"on_hold","flags":["no_phone_support","case_unconfirmed"]}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',2,946684854570,'{"kind":"placed","at":"2000-01-01T00:00:54.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1","sid":"CA00e3c1ea3d8b36ea88a7dbcdedac1ee8","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',3,946684854570,'{"kind":"ringing","at":"2000-01-01T00:00:54.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1","sid":"CA00e3c1ea3d8b36ea88a7dbcdedac1ee8","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',2,946684855570,'{"kind":"placed","at":"2000-01-01T00:00:55.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1","sid":"CA6fbec688b1555f6d85c0dd3a48f02c7b","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',3,946684855570,'{"kind":"ringing","at":"2000-01-01T00:00:55.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1","sid":"CA6fbec688b1555f6d85c0dd3a48f02c7b","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',4,946684856570,'{"kind":"placed","at":"2000-01-01T00:00:56.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2","sid":"CAb731a7c06328a23c93660255b649af5f","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',5,946684856570,'{"kind":"ringing","at":"2000-01-01T00:00:56.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2","sid":"CAb731a7c06328a23c93660255b649af5f","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',4,946684869570,'{"kind":"picked_up","at":"2000-01-01T00:01:09.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1","sid":"CA00e3c1ea3d8b36ea88a7dbcdedac1ee8","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',6,946684880570,'{"kind":"call_ended","at":"2000-01-01T00:01:20.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","reason":"no_answer"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',7,946684881570,'{"kind":"call_ended","at":"2000-01-01T00:01:21.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","reason":"no_answer"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',8,946684881570,'{"kind":"placed","at":"2000-01-01T00:01:21.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3","sid":"CA08506f2d175fc11ea321e9c50c488324","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',9,946684881570,'{"kind":"ringing","at":"2000-01-01T00:01:21.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3","sid":"CA08506f2d175fc11ea321e9c50c488324","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',10,946684882570,'{"kind":"placed","at":"2000-01-01T00:01:22.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4","sid":"CAbc649e94c3286d1aeca44dc3df0f5801","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',11,946684882570,'{"kind":"ringing","at":"2000-01-01T00:01:22.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4","sid":"CAbc649e94c3286d1aeca44dc3df0f5801","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',5,946684889570,'{"kind":"due","at":"2000-01-01T00:01:29.57Z","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',6,946684889570,'{"kind":"placed","at":"2000-01-01T00:01:29.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2","sid":"CA8cb0186519d1850d9f81c8aee32ee5d5","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',7,946684889570,'{"kind":"call_ended","at":"2000-01-01T00:01:29.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"completed"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',8,946684889570,'{"kind":"ringing","at":"2000-01-01T00:01:29.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2","sid":"CA8cb0186519d1850d9f81c8aee32ee5d5","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',9,946684890570,'{"kind":"placed","at":"2000-01-01T00:01:30.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3","sid":"CA800685d558ad208b4245821a54a4f219","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',10,946684890570,'{"kind":"ringing","at":"2000-01-01T00:01:30.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3","sid":"CA800685d558ad208b4245821a54a4f219","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',11,946684905570,'{"kind":"picked_up","at":"2000-01-01T00:01:45.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3","sid":"CA800685d558ad208b4245821a54a4f219","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',12,946684906570,'{"kind":"call_ended","at":"2000-01-01T00:01:46.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","reason":"no_answer"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',13,946684907570,'{"kind":"call_ended","at":"2000-01-01T00:01:47.57Z","call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',12,946684914570,'{"kind":"due","at":"2000-01-01T00:01:54.57Z","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',14,946684914570,'{"kind":"due","at":"2000-01-01T00:01:54.57Z","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',13,946684914570,'{"kind":"call_ended","at":"2000-01-01T00:01:54.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',14,946684925570,'{"kind":"due","at":"2000-01-01T00:02:05.57Z","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',15,946684925570,'{"kind":"placed","at":"2000-01-01T00:02:05.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4","sid":"CA504ce57da46f50c21ddab8047f85b291","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',16,946684925570,'{"kind":"call_ended","at":"2000-01-01T00:02:05.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"completed"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',17,946684925570,'{"kind":"ringing","at":"2000-01-01T00:02:05.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4","sid":"CA504ce57da46f50c21ddab8047f85b291","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',18,946684926570,'{"kind":"placed","at":"2000-01-01T00:02:06.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5","sid":"CAe0efe0af5004a7fe9b39167072f2695f","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',19,946684926570,'{"kind":"ringing","at":"2000-01-01T00:02:06.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5","sid":"CAe0efe0af5004a7fe9b39167072f2695f","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713',1,946684935713,'{"kind":"operator_wanted","at":"2000-01-01T00:02:15.713Z","call":"CA9d4d89ce77a64b65b845c42c3adf6b17","case":"C5678901","contract":"500500","company":"Harborline Freight","language":"en","from":"+14155550155","reason":"on_hold"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',20,946684935713,'{"kind":"holding","at":"2000-01-01T00:02:15.713Z","call":"CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713',2,946684935713,'{"kind":"placed","at":"2000-01-01T00:02:15.713Z","call":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1","sid":"CA2e3b5725eef654006473887e163b56a8","page":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713"}');
INSERT INTO page_events VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713',3,946684935713,'{"kind":"ringing","at":"2000-01-01T00:02:15.713Z","call":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1","sid":"CA2e3b5725eef654006473887e163b56a8","page":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713"}');
INSERT INTO page_events VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713',4,946684936713,'{"kind":"placed","at":"2000-01-01T00:02:16.713Z","call":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2","sid":"CA0a371585b9c341aa81a7ec4d77da1e9b","page":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713"}');
INSERT INTO page_events VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713',5,946684936713,'{"kind":"ringing","at":"2000-01-01T00:02:16.713Z","call":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2","sid":"CA0a371585b9c341aa81a7ec4d77da1e9b","page":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',21,946684940570,'{"kind":"picked_up","at":"2000-01-01T00:02:20.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4","sid":"CA504ce57da46f50c21ddab8047f85b291","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',22,946684944570,'{"kind":"call_ended","at":"2000-01-01T00:02:24.57Z","call":"CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"completed"}');
INSERT INTO page_events VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713',6,946684944570,'{"kind":"call_ended","at":"2000-01-01T00:02:24.57Z","call":"CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"completed"}');
INSERT INTO page_events VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713',7,946684944570,'{"kind":"call_ended","at":"2000-01-01T00:02:24.57Z","call":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1","page":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713","reason":"canceled"}');
INSERT INTO page_events VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713',8,946684944570,'{"kind":"call_ended","at":"2000-01-01T00:02:24.57Z","call":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2","page":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713","reason":"canceled"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',23,946684951570,'{"kind":"call_ended","at":"2000-01-01T00:02:31.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',24,946684960570,'{"kind":"due","at":"2000-01-01T00:02:40.57Z","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',25,946684960570,'{"kind":"placed","at":"2000-01-01T00:02:40.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6","sid":"CA23a2ba13f606a8ea7f8f85fc43d2c3e9","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',26,946684960570,'{"kind":"call_ended","at":"2000-01-01T00:02:40.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"completed"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',27,946684960570,'{"kind":"ringing","at":"2000-01-01T00:02:40.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6","sid":"CA23a2ba13f606a8ea7f8f85fc43d2c3e9","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',15,946684974570,'{"kind":"due","at":"2000-01-01T00:02:54.57Z","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570"}');
INSERT INTO page_events VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570',16,946684974570,'{"kind":"call_ended","at":"2000-01-01T00:02:54.57Z","call":"CA7c24dcdb1d185e2184e789c671cc0aa8","page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","reason":"completed"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',28,946684985570,'{"kind":"call_ended","at":"2000-01-01T00:03:05.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',29,946684985570,'{"kind":"placed","at":"2000-01-01T00:03:05.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7","sid":"CA4e41c547de1f1a7590fdbd8139e6530a","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',30,946684985570,'{"kind":"ringing","at":"2000-01-01T00:03:05.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7","sid":"CA4e41c547de1f1a7590fdbd8139e6530a","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',31,946684986570,'{"kind":"placed","at":"2000-01-01T00:03:06.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8","sid":"CAba913102982913d2cf935de6536b790f","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',32,946684986570,'{"kind":"ringing","at":"2000-01-01T00:03:06.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8","sid":"CAba913102982913d2cf935de6536b790f","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',33,946684987570,'{"kind":"placed","at":"2000-01-01T00:03:07.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9","sid":"CAe664787c155cee68c8f2820ac0cc31e1","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',34,946684987570,'{"kind":"ringing","at":"2000-01-01T00:03:07.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9","sid":"CAe664787c155cee68c8f2820ac0cc31e1","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',35,946685010570,'{"kind":"call_ended","at":"2000-01-01T00:03:30.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',36,946685011570,'{"kind":"call_ended","at":"2000-01-01T00:03:31.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17',37,946685012570,'{"kind":"call_ended","at":"2000-01-01T00:03:32.57Z","call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05',1,946685014570,'{"kind":"declared","at":"2000-01-01T00:03:34.57Z","call":"CAed19a2ed8d4f5e233d13ed926bc07c05","case":"C3456789","contract":"300300","company":"华东制造","language":"zh","from":"+861005550142","reason":"answering","flags":["outside_coverage","case_unconfirmed"]}');
INSERT INTO page_events VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05',2,946685014570,'{"kind":"placed","at":"2000-01-01T00:03:34.57Z","call":"ED-CAed19a2ed8d4f5e233d13ed926bc07c05.1","sid":"CA3496c4ad49c4f624c53fb39f4cf66726","page":"ED-CAed19a2ed8d4f5e233d13ed926bc07c05"}');
INSERT INTO page_events VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05',3,946685014570,'{"kind":"ringing","at":"2000-01-01T00:03:34.57Z","call":"ED-CAed19a2ed8d4f5e233d13ed926bc07c05.1","sid":"CA3496c4ad49c4f624c53fb39f4cf66726","page":"ED-CAed19a2ed8d4f5e233d13ed926bc07c05"}');
CREATE TABLE accepts (
    page   TEXT NOT NULL REFERENCES pages (id),
    round  INTEGER NOT NULL,
    person TEXT NOT NULL,
    leg    TEXT NOT NULL, -- empty: by SMS
    at     BIGINT NOT NULL,
    PRIMARY KEY (page, round)
);
INSERT INTO accepts VALUES('ED-CA068df9a5e9c5d38243abae715603e426',0,'mei','ED-CA068df9a5e9c5d38243abae715603e426.1',946684813357);
CREATE TABLE outcomes (
    page      TEXT NOT NULL REFERENCES pages (id),
    n         INTEGER NOT NULL, -- of the page's event
    outcome   TEXT,
    essential BOOLEAN,
    given_by  TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (page, n)
);
INSERT INTO outcomes VALUES('ED-CA068df9a5e9c5d38243abae715603e426',12,'working',NULL,'mei',946684837142);
INSERT INTO outcomes VALUES('ED-CA068df9a5e9c5d38243abae715603e426',14,'working',1,'mei',946684837142);
INSERT INTO outcomes VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713',6,'none_given',NULL,'CA9d4d89ce77a64b65b845c42c3adf6b17',946684944570);
CREATE TABLE messages (
    id        TEXT PRIMARY KEY,
    page      TEXT REFERENCES pages (id),
    to_number TEXT NOT NULL,
    key       TEXT NOT NULL,
    language  TEXT NOT NULL,
    data      TEXT NOT NULL,
    at        BIGINT NOT NULL
);
INSERT INTO messages VALUES('ED-CA068df9a5e9c5d38243abae715603e426:sms_page:mei:0','ED-CA068df9a5e9c5d38243abae715603e426','+14155550101','sms_page','en','{"Accepter":"","Case":"C1234567","Category":"","Customer":"Acme","Reason":""}',946684800000);
INSERT INTO messages VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17:sms_page:mei:0','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','+14155550101','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684854570);
INSERT INTO messages VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17:sms_page:raj:0','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','+14155550102','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684889570);
INSERT INTO messages VALUES('owed:CA7c24dcdb1d185e2184e789c671cc0aa8:sam',NULL,'+14155550111','sms_operator','en','{"Case":"C4567890","Customer":"Brightwater Books","Language":"language_en","Phone":"+14155550144"}',946684914570);
INSERT INTO messages VALUES('owed:CA7c24dcdb1d185e2184e789c671cc0aa8:elodie',NULL,'+33199005678','sms_operator','fr','{"Case":"C4567890","Customer":"Brightwater Books","Language":"language_en","Phone":"+14155550144"}',946684914570);
INSERT INTO messages VALUES('callback:CA7c24dcdb1d185e2184e789c671cc0aa8',NULL,'+14155550144','sms_callback','en','{"Case":"C4567890","Support":"Example Support"}',946684914570);
INSERT INTO messages VALUES('owed:CA9d4d89ce77a64b65b845c42c3adf6b17:sam',NULL,'+14155550111','sms_operator','en','{"Case":"C5678901","Customer":"Harborline Freight","Language":"language_en","Phone":"+14155550155"}',946684944570);
INSERT INTO messages VALUES('owed:CA9d4d89ce77a64b65b845c42c3adf6b17:elodie',NULL,'+33199005678','sms_operator','fr','{"Case":"C5678901","Customer":"Harborline Freight","Language":"language_en","Phone":"+14155550155"}',946684944570);
INSERT INTO messages VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17:sms_page:dana:0','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','+14155550103','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684960570);
INSERT INTO messages VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17:sms_page:victor:0','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','+14155550104','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684985570);
INSERT INTO messages VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17:sms_page:sam:0','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','+14155550111','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684985570);
INSERT INTO messages VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17:sms_page:elodie:0','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','+33199005678','sms_page','fr','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684985570);
INSERT INTO messages VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05:sms_page:mei:0','ED-CAed19a2ed8d4f5e233d13ed926bc07c05','+14155550101','sms_page','en','{"Accepter":"","Case":"C3456789","Category":"","Customer":"华东制造","Reason":""}',946685014570);
CREATE TABLE callbacks (
    call        TEXT NOT NULL REFERENCES calls (id),
    at          BIGINT NOT NULL,
    number      TEXT NOT NULL,
    case_number TEXT,
    language    TEXT NOT NULL,
    why         TEXT NOT NULL,
    done        BIGINT,
    PRIMARY KEY (call, at)
);
INSERT INTO callbacks VALUES('CA7c24dcdb1d185e2184e789c671cc0aa8',946684914570,'+14155550144','C4567890','en','no operator in time',NULL);
INSERT INTO callbacks VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17',946684944570,'+14155550155','C5678901','en','hung up while waiting for an operator',NULL);
CREATE TABLE work (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('event', 'dial', 'command')),
    lane    TEXT NOT NULL, -- the page or call: one event of it at a time
    payload TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    seq     BIGINT NOT NULL,
    planned BIGINT NOT NULL, -- when it was first to be done
    due_at  BIGINT NOT NULL, -- when it may be claimed; of claimed work, when the lease ends
    state   TEXT NOT NULL CHECK (state IN ('pending', 'claimed')),
    token   BIGINT NOT NULL, -- the fence: new with every claim
    tries   INTEGER NOT NULL, -- how often it has been claimed
    why     TEXT NOT NULL, -- it was given back
    CONSTRAINT claimed_by_trying CHECK (state = 'pending' OR tries > 0),
    CONSTRAINT events_first CHECK ((kind = 'event') = (urgency < 0))
);
INSERT INTO work VALUES('due:ED-CA9d4d89ce77a64b65b845c42c3adf6b17','event','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','{"kind":"due","at":"0001-01-01T00:00:00Z","page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17"}',-1,946685012570003,946685105570,946685105570,'pending',0,0,'');
INSERT INTO work VALUES('due:ED-CAed19a2ed8d4f5e233d13ed926bc07c05','event','ED-CAed19a2ed8d4f5e233d13ed926bc07c05','{"kind":"due","at":"0001-01-01T00:00:00Z","page":"ED-CAed19a2ed8d4f5e233d13ed926bc07c05"}',-1,946685014570023,946685054570,946685054570,'pending',0,0,'');
CREATE TABLE inbox (
    key TEXT PRIMARY KEY,
    at  BIGINT NOT NULL
);
INSERT INTO inbox VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1/CA7b821c21f9853a89a145e09ef78a3b56/initiated',946684800000);
INSERT INTO inbox VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1/CA7b821c21f9853a89a145e09ef78a3b56/ringing',946684800000);
INSERT INTO inbox VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1/CA7b821c21f9853a89a145e09ef78a3b56/in-progress',946684807000);
INSERT INTO inbox VALUES('CFa88b65ae9ba3499f5ff35c563d5c5177/1participant-join',946684818643);
INSERT INTO inbox VALUES('CFa88b65ae9ba3499f5ff35c563d5c5177/2participant-join',946684835571);
INSERT INTO inbox VALUES('CFa88b65ae9ba3499f5ff35c563d5c5177/4participant-leave',946684837142);
INSERT INTO inbox VALUES('CFa88b65ae9ba3499f5ff35c563d5c5177/5participant-leave',946684837142);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1/CA00e3c1ea3d8b36ea88a7dbcdedac1ee8/initiated',946684854570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1/CA00e3c1ea3d8b36ea88a7dbcdedac1ee8/ringing',946684854570);
INSERT INTO inbox VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1/CA6fbec688b1555f6d85c0dd3a48f02c7b/initiated',946684855570);
INSERT INTO inbox VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1/CA6fbec688b1555f6d85c0dd3a48f02c7b/ringing',946684855570);
INSERT INTO inbox VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2/CAb731a7c06328a23c93660255b649af5f/initiated',946684856570);
INSERT INTO inbox VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2/CAb731a7c06328a23c93660255b649af5f/ringing',946684856570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1/CA00e3c1ea3d8b36ea88a7dbcdedac1ee8/in-progress',946684869570);
INSERT INTO inbox VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3/CA08506f2d175fc11ea321e9c50c488324/initiated',946684881570);
INSERT INTO inbox VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3/CA08506f2d175fc11ea321e9c50c488324/ringing',946684881570);
INSERT INTO inbox VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4/CAbc649e94c3286d1aeca44dc3df0f5801/initiated',946684882570);
INSERT INTO inbox VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4/CAbc649e94c3286d1aeca44dc3df0f5801/ringing',946684882570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2/CA8cb0186519d1850d9f81c8aee32ee5d5/initiated',946684889570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2/CA8cb0186519d1850d9f81c8aee32ee5d5/ringing',946684889570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3/CA800685d558ad208b4245821a54a4f219/initiated',946684890570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3/CA800685d558ad208b4245821a54a4f219/ringing',946684890570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3/CA800685d558ad208b4245821a54a4f219/in-progress',946684905570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4/CA504ce57da46f50c21ddab8047f85b291/initiated',946684925570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4/CA504ce57da46f50c21ddab8047f85b291/ringing',946684925570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5/CAe0efe0af5004a7fe9b39167072f2695f/initiated',946684926570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5/CAe0efe0af5004a7fe9b39167072f2695f/ringing',946684926570);
INSERT INTO inbox VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1/CA2e3b5725eef654006473887e163b56a8/initiated',946684935713);
INSERT INTO inbox VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1/CA2e3b5725eef654006473887e163b56a8/ringing',946684935713);
INSERT INTO inbox VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2/CA0a371585b9c341aa81a7ec4d77da1e9b/initiated',946684936713);
INSERT INTO inbox VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2/CA0a371585b9c341aa81a7ec4d77da1e9b/ringing',946684936713);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4/CA504ce57da46f50c21ddab8047f85b291/in-progress',946684940570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6/CA23a2ba13f606a8ea7f8f85fc43d2c3e9/initiated',946684960570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6/CA23a2ba13f606a8ea7f8f85fc43d2c3e9/ringing',946684960570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7/CA4e41c547de1f1a7590fdbd8139e6530a/initiated',946684985570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7/CA4e41c547de1f1a7590fdbd8139e6530a/ringing',946684985570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8/CAba913102982913d2cf935de6536b790f/initiated',946684986570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8/CAba913102982913d2cf935de6536b790f/ringing',946684986570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9/CAe664787c155cee68c8f2820ac0cc31e1/initiated',946684987570);
INSERT INTO inbox VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9/CAe664787c155cee68c8f2820ac0cc31e1/ringing',946684987570);
INSERT INTO inbox VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05.1/CA3496c4ad49c4f624c53fb39f4cf66726/initiated',946685014570);
INSERT INTO inbox VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05.1/CA3496c4ad49c4f624c53fb39f4cf66726/ringing',946685014570);
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters VALUES('ready',0);
CREATE TABLE tsams (
    contract    TEXT NOT NULL REFERENCES contracts (number),
    place       INTEGER NOT NULL, -- in the list it came in
    name        TEXT NOT NULL,
    phone       TEXT NOT NULL,
    application TEXT NOT NULL, -- empty is any
    zone        TEXT NOT NULL,
    since       TEXT NOT NULL, -- a date; empty is unknown
    PRIMARY KEY (contract, place)
);
INSERT INTO tsams VALUES('200200',0,'Luc Moreau','+33199001299','Ledger','Europe/Paris','1999-06-01');
CREATE TABLE bookings (
    contract TEXT NOT NULL REFERENCES contracts (number),
    place    INTEGER NOT NULL, -- in the list it came in
    kind     TEXT NOT NULL CHECK (kind IN ('weekend', 'engineer', 'tsam')),
    begins   BIGINT NOT NULL,
    ends     BIGINT NOT NULL,
    name     TEXT NOT NULL, -- whose time is booked; of a TSAM, as in his own row
    phone    TEXT NOT NULL,
    PRIMARY KEY (contract, place),
    CONSTRAINT ends_later CHECK (ends > begins),
    CONSTRAINT somebodys CHECK ((kind = 'weekend') = (name = '')),
    CONSTRAINT rung_there CHECK ((kind = 'engineer') = (phone <> ''))
);
INSERT INTO bookings VALUES('300300',0,'weekend',946857600000,947030400000,'','');
INSERT INTO bookings VALUES('300300',1,'engineer',946857600000,947030400000,'Sam Osei','+14155550165');
CREATE TABLE pins (
    contract TEXT PRIMARY KEY REFERENCES contracts (number),
    hash     TEXT NOT NULL CHECK (hash LIKE '$argon2id$%')
);
INSERT INTO pins VALUES('100100','$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$QmVmb3JlIGFueWJvZHkga25ldyBpdCwgaXQgd2FzIGhlcmU');
CREATE TABLE tries (
    what   TEXT PRIMARY KEY,
    failed INTEGER NOT NULL CHECK (failed > 0),
    until  BIGINT NOT NULL
);
INSERT INTO tries VALUES('contract:100100',2,946685700000);
CREATE TABLE notes (
    case_number TEXT NOT NULL CHECK (case_number <> ''),
    kind        TEXT NOT NULL CHECK (kind IN ('opened', 'comment', 'update', 'status', 'severity', 'priority', 'escalated',
        'decided', 'contacted', 'review', 'ended', 'analysis', 'report')),
    at          BIGINT NOT NULL,
    given_by    TEXT NOT NULL, -- a person's id; empty: the customer, or the line itself
    call        TEXT NOT NULL, -- empty: none
    said        TEXT NOT NULL,
    audio       TEXT NOT NULL,
    seq         BIGINT NOT NULL,
    PRIMARY KEY (case_number, kind, at, given_by, call, said, audio)
);
INSERT INTO notes VALUES('C1230001','status',946684900000,'sam','','in_progress','',946684900000001);
INSERT INTO notes VALUES('C1230001','comment',946684950000,'','CA7c24dcdb1d185e2184e789c671cc0aa8','','https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Recordings/RE00000000000000000000000000000009',946684950000001);
CREATE TABLE escalations (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    case_number TEXT NOT NULL CHECK (case_number <> ''),
    level       INTEGER NOT NULL CHECK (level >= 1),
    reason      TEXT NOT NULL CHECK (reason IN ('', 'deadline', 'function_impaired', 'first_response_missed', 'no_updates')),
    strong      BOOLEAN NOT NULL,
    summary     TEXT NOT NULL,
    call        TEXT NOT NULL, -- empty: none
    by_number   TEXT NOT NULL, -- empty: withheld
    language    TEXT NOT NULL,
    call_back   BOOLEAN NOT NULL,
    at          BIGINT NOT NULL,
    verdict     TEXT CHECK (verdict IN ('accepted', 'refused')), -- NULL: not decided
    decided     BIGINT,
    decided_by  TEXT,
    contacted   BIGINT,
    CONSTRAINT decided_by_a_verdict CHECK ((verdict IS NULL) = (decided IS NULL)),
    CONSTRAINT decided_by_somebody CHECK ((verdict IS NULL) = (decided_by IS NULL))
);
INSERT INTO escalations VALUES('ES-CA7c24dcdb1d185e2184e789c671cc0aa8.7','C1230001',1,'deadline',1,'','CA7c24dcdb1d185e2184e789c671cc0aa8','+14155550144','en',0,946684960000,'refused',946688560000,'mei',NULL);
INSERT INTO escalations VALUES('ES-CA7c24dcdb1d185e2184e789c671cc0aa8.9','C1230001',2,'no_updates',0,'','CA7c24dcdb1d185e2184e789c671cc0aa8','+14155550144','en',1,946684990000,NULL,NULL,NULL,NULL);
CREATE TABLE duties (
    id          TEXT PRIMARY KEY CHECK (id <> ''),
    kind        TEXT NOT NULL CHECK (kind IN ('first_response', 'update', 'restoration', 'review', 'answer', 'contact', 'analysis')),
    case_number TEXT NOT NULL CHECK (case_number <> ''),
    contract    TEXT,
    for_what    TEXT, -- an escalation's id or a page's; NULL: the case itself
    owner       TEXT, -- a person's id; NULL: whoever is on duty
    begun       BIGINT NOT NULL,
    due         BIGINT, -- NULL: no time was promised
    internal    BIGINT, -- NULL is due
    raised      INTEGER NOT NULL CHECK (raised >= 0),
    done        BIGINT,
    done_by     TEXT, -- a person's id; NULL: nobody in particular
    outcome     TEXT,
    CONSTRAINT done_before_by_whom CHECK (done IS NOT NULL OR done_by IS NULL AND outcome IS NULL)
);
INSERT INTO duties VALUES('answer:ES-CA7c24dcdb1d185e2184e789c671cc0aa8.7','answer','C1230001','100100','ES-CA7c24dcdb1d185e2184e789c671cc0aa8.7','mei',946684960000,946699360000,NULL,0,946688560000,'mei','refused');
CREATE TABLE letters (
    id         TEXT PRIMARY KEY,
    to_address TEXT NOT NULL,
    key        TEXT NOT NULL,
    language   TEXT NOT NULL,
    data       TEXT NOT NULL,
    at         BIGINT NOT NULL
);
INSERT INTO letters VALUES('told:ES-CA7c24dcdb1d185e2184e789c671cc0aa8.7','mei@example.com','mail_escalated','en','{"Case":"C1230001","Customer":"Acme"}',946684960000);
CREATE TABLE IF NOT EXISTS "shifts" (
    person      TEXT NOT NULL REFERENCES people (id),
    place       INTEGER NOT NULL, -- in the list it came in
    role        TEXT NOT NULL CHECK (role IN ('manager', 'level2', 'director', 'operator', 'engineer', 'senior_engineer', 'team_lead',
        'development', 'senior_director', 'vice_president')),
    layer       INTEGER NOT NULL CHECK (layer >= 0),
    days        TEXT NOT NULL, -- JSON; Sunday is 0
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1440),
    to_minute   INTEGER NOT NULL CHECK (to_minute BETWEEN 0 AND 1440),
    zone        TEXT NOT NULL,
    PRIMARY KEY (person, place)
);
INSERT INTO shifts VALUES('mei',0,'manager',1,'null',0,0,'');
INSERT INTO shifts VALUES('raj',1,'manager',2,'null',0,0,'');
INSERT INTO shifts VALUES('dana',2,'level2',0,'null',0,0,'');
INSERT INTO shifts VALUES('victor',3,'director',0,'null',0,0,'');
INSERT INTO shifts VALUES('sam',4,'operator',0,'[1,2,3,4,5,6,0]',0,1440,'America/Los_Angeles');
INSERT INTO shifts VALUES('elodie',5,'operator',0,'null',0,0,'');
CREATE TABLE IF NOT EXISTS "pages" (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('edown', 'operator', 'engineer', 'account_manager', 'decision', 'review')),
    case_number    TEXT,
    contract       TEXT,
    state          TEXT NOT NULL CHECK (state IN ('ringing', 'accepted', 'closed', 'unanswered')),
    accepted_by    TEXT,
    policy_version TEXT NOT NULL REFERENCES policies (version),
    started        BIGINT NOT NULL,
    ended          BIGINT,
    outcome        TEXT,
    essential      BOOLEAN,
    page           TEXT NOT NULL,
    CONSTRAINT ended_or_running CHECK ((ended IS NOT NULL) = (state IN ('closed', 'unanswered'))),
    CONSTRAINT accepted_by_somebody CHECK (state <> 'accepted' OR accepted_by IS NOT NULL)
);
INSERT INTO pages VALUES('ED-CA068df9a5e9c5d38243abae715603e426','edown','C1234567','100100','closed','mei','44d237cf9dbe',946684800000,946684837142,'working',1,'{"ID":"ED-CA068df9a5e9c5d38243abae715603e426","Kind":"edown","Case":"C1234567","Contract":"100100","Company":"Acme","Language":"en","Flags":[],"From":"+14155550123","Urgent":true,"Ladder":{"Rungs":[{"After":0,"Call":["primary"]},{"After":40000000000,"Call":["secondary","primary"]},{"After":90000000000,"Call":["managers"]},{"After":180000000000,"Call":["level2"]},{"After":300000000000,"Call":["director","operators"]}],"Again":120000000000,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":600000000000,"GiveUp":0},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"closed","Started":"2000-01-01T00:00:00Z","Round":0,"RoundAt":"2000-01-01T00:00:00Z","Rung":1,"RungAt":"2000-01-01T00:00:00Z","Attempts":[{"Leg":"ED-CA068df9a5e9c5d38243abae715603e426.1","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":1,"SID":"CA7b821c21f9853a89a145e09ef78a3b56","Planned":"2000-01-01T00:00:00Z","Placed":"2000-01-01T00:00:00Z","Rang":"2000-01-01T00:00:00Z","PickedUp":"2000-01-01T00:00:07Z","Ended":"2000-01-01T00:00:40.142Z","End":"completed","Over":true,"Key":"1","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"mei","AcceptedLeg":"ED-CA068df9a5e9c5d38243abae715603e426.1","AcceptedAt":"2000-01-01T00:00:13.357Z","Present":false,"Skip":"","Talked":true,"CheckAt":"0001-01-01T00:00:00Z","Callers":{"CA068df9a5e9c5d38243abae715603e426":"gone"},"LookAt":"0001-01-01T00:00:00Z","Inside":{},"Callback":"","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":0,"Outcome":"working","Essential":true,"Reason":"","EndedAt":"2000-01-01T00:00:37.142Z"}');
INSERT INTO pages VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17','edown','C5678901','500500','ringing',NULL,'44d237cf9dbe',946684854570,NULL,NULL,NULL,'{"ID":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","Kind":"edown","Case":"C5678901","Contract":"500500","Company":"Harborline Freight","Language":"en","Flags":null,"From":"+14155550155","Urgent":true,"Ladder":{"Rungs":[{"After":0,"Call":["primary"]},{"After":40000000000,"Call":["secondary","primary"]},{"After":90000000000,"Call":["managers"]},{"After":180000000000,"Call":["level2"]},{"After":300000000000,"Call":["director","operators"]}],"Again":120000000000,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":600000000000,"GiveUp":0},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"ringing","Started":"2000-01-01T00:00:54.57Z","Round":0,"RoundAt":"2000-01-01T00:00:54.57Z","Rung":5,"RungAt":"2000-01-01T00:03:05.57Z","Attempts":[{"Leg":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":1,"SID":"CA00e3c1ea3d8b36ea88a7dbcdedac1ee8","Planned":"2000-01-01T00:00:54.57Z","Placed":"2000-01-01T00:00:54.57Z","Rang":"2000-01-01T00:00:54.57Z","PickedUp":"2000-01-01T00:01:09.57Z","Ended":"2000-01-01T00:01:29.57Z","End":"no_key","Over":true,"Key":"","KeyBy":"2000-01-01T00:01:29.57Z","Declined":false,"Machine":false},{"Leg":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2","Purpose":"manager","Person":{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},"Round":0,"Rung":2,"SID":"CA8cb0186519d1850d9f81c8aee32ee5d5","Planned":"2000-01-01T00:01:29.57Z","Placed":"2000-01-01T00:01:29.57Z","Rang":"2000-01-01T00:01:29.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:54.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":2,"SID":"CA800685d558ad208b4245821a54a4f219","Planned":"2000-01-01T00:01:29.57Z","Placed":"2000-01-01T00:01:30.57Z","Rang":"2000-01-01T00:01:30.57Z","PickedUp":"2000-01-01T00:01:45.57Z","Ended":"2000-01-01T00:02:05.57Z","End":"no_key","Over":true,"Key":"","KeyBy":"2000-01-01T00:02:05.57Z","Declined":false,"Machine":false},{"Leg":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":3,"SID":"CA504ce57da46f50c21ddab8047f85b291","Planned":"2000-01-01T00:02:05.57Z","Placed":"2000-01-01T00:02:05.57Z","Rang":"2000-01-01T00:02:05.57Z","PickedUp":"2000-01-01T00:02:20.57Z","Ended":"2000-01-01T00:02:40.57Z","End":"no_key","Over":true,"Key":"","KeyBy":"2000-01-01T00:02:40.57Z","Declined":false,"Machine":false},{"Leg":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5","Purpose":"manager","Person":{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},"Round":0,"Rung":3,"SID":"CAe0efe0af5004a7fe9b39167072f2695f","Planned":"2000-01-01T00:02:05.57Z","Placed":"2000-01-01T00:02:06.57Z","Rang":"2000-01-01T00:02:06.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:02:31.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6","Purpose":"manager","Person":{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},"Round":0,"Rung":4,"SID":"CA23a2ba13f606a8ea7f8f85fc43d2c3e9","Planned":"2000-01-01T00:02:40.57Z","Placed":"2000-01-01T00:02:40.57Z","Rang":"2000-01-01T00:02:40.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:03:05.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7","Purpose":"manager","Person":{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"},"Round":0,"Rung":5,"SID":"CA4e41c547de1f1a7590fdbd8139e6530a","Planned":"2000-01-01T00:03:05.57Z","Placed":"2000-01-01T00:03:05.57Z","Rang":"2000-01-01T00:03:05.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:03:30.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8","Purpose":"manager","Person":{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},"Round":0,"Rung":5,"SID":"CAba913102982913d2cf935de6536b790f","Planned":"2000-01-01T00:03:05.57Z","Placed":"2000-01-01T00:03:06.57Z","Rang":"2000-01-01T00:03:06.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:03:31.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9","Purpose":"manager","Person":{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},"Round":0,"Rung":5,"SID":"CAe664787c155cee68c8f2820ac0cc31e1","Planned":"2000-01-01T00:03:05.57Z","Placed":"2000-01-01T00:03:07.57Z","Rang":"2000-01-01T00:03:07.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:03:32.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"","AcceptedLeg":"","AcceptedAt":"0001-01-01T00:00:00Z","Present":false,"Skip":"","Talked":false,"CheckAt":"0001-01-01T00:00:00Z","Callers":{"CA9d4d89ce77a64b65b845c42c3adf6b17":"gone"},"LookAt":"0001-01-01T00:00:00Z","Inside":{},"Callback":"","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":0,"Outcome":"","Essential":null,"Reason":"","EndedAt":"0001-01-01T00:00:00Z"}');
INSERT INTO pages VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','operator','C4567890','400400','unanswered',NULL,'6208777e31ca',946684854570,946684914570,NULL,NULL,'{"ID":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","Kind":"operator","Case":"C4567890","Contract":"400400","Company":"Brightwater Books","Language":"en","Flags":["no_phone_support","case_unconfirmed"],"From":"+14155550144","Urgent":false,"Ladder":{"Rungs":[{"After":0,"Call":["operators"]},{"After":30000000000,"Call":["operators"]}],"Again":0,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":0,"GiveUp":60000000000},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"unanswered","Started":"2000-01-01T00:00:54.57Z","Round":0,"RoundAt":"2000-01-01T00:00:54.57Z","Rung":2,"RungAt":"2000-01-01T00:01:21.57Z","Attempts":[{"Leg":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1","Purpose":"operator","Person":{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},"Round":0,"Rung":1,"SID":"CA6fbec688b1555f6d85c0dd3a48f02c7b","Planned":"2000-01-01T00:00:54.57Z","Placed":"2000-01-01T00:00:55.57Z","Rang":"2000-01-01T00:00:55.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:20.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2","Purpose":"operator","Person":{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},"Round":0,"Rung":1,"SID":"CAb731a7c06328a23c93660255b649af5f","Planned":"2000-01-01T00:00:54.57Z","Placed":"2000-01-01T00:00:56.57Z","Rang":"2000-01-01T00:00:56.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:21.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3","Purpose":"operator","Person":{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},"Round":0,"Rung":2,"SID":"CA08506f2d175fc11ea321e9c50c488324","Planned":"2000-01-01T00:01:21.57Z","Placed":"2000-01-01T00:01:21.57Z","Rang":"2000-01-01T00:01:21.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:46.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4","Purpose":"operator","Person":{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},"Round":0,"Rung":2,"SID":"CAbc649e94c3286d1aeca44dc3df0f5801","Planned":"2000-01-01T00:01:21.57Z","Placed":"2000-01-01T00:01:22.57Z","Rang":"2000-01-01T00:01:22.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:47.57Z","End":"no_answer","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"","AcceptedLeg":"","AcceptedAt":"0001-01-01T00:00:00Z","Present":false,"Skip":"","Talked":false,"CheckAt":"0001-01-01T00:00:00Z","Callers":{"CA7c24dcdb1d185e2184e789c671cc0aa8":"gone"},"LookAt":"0001-01-01T00:00:00Z","Inside":{},"Callback":"","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":0,"Outcome":"","Essential":null,"Reason":"","EndedAt":"2000-01-01T00:01:54.57Z"}');
INSERT INTO pages VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713','operator','C5678901','500500','closed',NULL,'6208777e31ca',946684935713,946684944570,'none_given',NULL,'{"ID":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713","Kind":"operator","Case":"C5678901","Contract":"500500","Company":"Harborline Freight","Language":"en","Flags":null,"From":"+14155550155","Urgent":true,"Ladder":{"Rungs":[{"After":0,"Call":["operators"]},{"After":30000000000,"Call":["operators"]}],"Again":0,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":0,"GiveUp":60000000000},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"closed","Started":"2000-01-01T00:02:15.713Z","Round":0,"RoundAt":"2000-01-01T00:02:15.713Z","Rung":1,"RungAt":"2000-01-01T00:02:15.713Z","Attempts":[{"Leg":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1","Purpose":"operator","Person":{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},"Round":0,"Rung":1,"SID":"CA2e3b5725eef654006473887e163b56a8","Planned":"2000-01-01T00:02:15.713Z","Placed":"2000-01-01T00:02:15.713Z","Rang":"2000-01-01T00:02:15.713Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:02:24.57Z","End":"canceled","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2","Purpose":"operator","Person":{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},"Round":0,"Rung":1,"SID":"CA0a371585b9c341aa81a7ec4d77da1e9b","Planned":"2000-01-01T00:02:15.713Z","Placed":"2000-01-01T00:02:16.713Z","Rang":"2000-01-01T00:02:16.713Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:02:24.57Z","End":"canceled","Over":true,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"","AcceptedLeg":"","AcceptedAt":"0001-01-01T00:00:00Z","Present":false,"Skip":"","Talked":false,"CheckAt":"0001-01-01T00:00:00Z","Callers":{"CA9d4d89ce77a64b65b845c42c3adf6b17":"gone"},"LookAt":"0001-01-01T00:00:00Z","Inside":{},"Callback":"","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":0,"Outcome":"none_given","Essential":null,"Reason":"","EndedAt":"2000-01-01T00:02:24.57Z"}');
INSERT INTO pages VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05','edown','C3456789','300300','ringing',NULL,'44d237cf9dbe',946685014570,NULL,NULL,NULL,'{"ID":"ED-CAed19a2ed8d4f5e233d13ed926bc07c05","Kind":"edown","Case":"C3456789","Contract":"300300","Company":"华东制造","Language":"zh","Flags":["outside_coverage","case_unconfirmed"],"From":"+861005550142","Urgent":true,"Ladder":{"Rungs":[{"After":0,"Call":["primary"]},{"After":40000000000,"Call":["secondary","primary"]},{"After":90000000000,"Call":["managers"]},{"After":180000000000,"Call":["level2"]},{"After":300000000000,"Call":["director","operators"]}],"Again":120000000000,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":600000000000,"GiveUp":0},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"ringing","Started":"2000-01-01T00:03:34.57Z","Round":0,"RoundAt":"2000-01-01T00:03:34.57Z","Rung":1,"RungAt":"2000-01-01T00:03:34.57Z","Attempts":[{"Leg":"ED-CAed19a2ed8d4f5e233d13ed926bc07c05.1","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":1,"SID":"CA3496c4ad49c4f624c53fb39f4cf66726","Planned":"2000-01-01T00:03:34.57Z","Placed":"2000-01-01T00:03:34.57Z","Rang":"2000-01-01T00:03:34.57Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"0001-01-01T00:00:00Z","End":"","Over":false,"Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"","AcceptedLeg":"","AcceptedAt":"0001-01-01T00:00:00Z","Present":false,"Skip":"","Talked":false,"CheckAt":"0001-01-01T00:00:00Z","Callers":{"CAed19a2ed8d4f5e233d13ed926bc07c05":"answering"},"LookAt":"2000-01-01T00:04:34.57Z","Inside":{},"Callback":"","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":0,"Outcome":"","Essential":null,"Reason":"","EndedAt":"0001-01-01T00:00:00Z"}');
CREATE TABLE IF NOT EXISTS "calls" (
    id          TEXT PRIMARY KEY,
    sid         TEXT UNIQUE, -- the carrier's name; NULL until it has one
    direction   TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    purpose     TEXT NOT NULL CHECK (purpose IN ('caller', 'manager', 'operator', 'callback', 'stand_down', 'decision', 'review', 'refusal')),
    page        TEXT REFERENCES pages (id), -- what a phone was rung for
    person      TEXT,
    from_number TEXT NOT NULL,
    to_number   TEXT NOT NULL,
    lang        TEXT NOT NULL,
    node        TEXT NOT NULL,
    session     TEXT NOT NULL,
    reply       TEXT, -- the latest; NULL before the first
    started     BIGINT NOT NULL,
    ended       BIGINT,
    ending      TEXT,
    CONSTRAINT callers_come_in CHECK ((direction = 'inbound') = (purpose = 'caller')),
    CONSTRAINT rung_for_a_page CHECK ((direction = 'outbound') = (page IS NOT NULL)),
    CONSTRAINT ended_somehow CHECK ((ended IS NULL) = (ending IS NULL))
);
INSERT INTO calls VALUES('CA068df9a5e9c5d38243abae715603e426','CA068df9a5e9c5d38243abae715603e426','inbound','caller',NULL,NULL,'+14155550123','+18005550100','en','bridge','{"call":"CA068df9a5e9c5d38243abae715603e426","tree":"caller","node":"bridge","turn":11,"lang":"en","from":"+14155550123","trail":["main","qualify","confirm_case","q1","q2","q3","q5","here","contact","q4"],"over":true,"name":"Ann Lee","registered":true,"contract":"100100","company":"Acme","entitlement":"covered","case":"C1234567","suspected":true,"declared":true,"offered":true,"interview":{"q1_category":{"Question":"q1_category","Value":"3","Raw":"3","At":"2000-01-01T00:00:07Z","Audio":""},"q2_total_users":{"Question":"q2_total_users","Value":"450","Raw":"450","At":"2000-01-01T00:00:07Z","Audio":""},"q3_impacted_users":{"Question":"q3_impacted_users","Value":"430","Raw":"430","At":"2000-01-01T00:00:07Z","Audio":""},"q4_actions":{"Question":"q4_actions","Value":"http://carrier.test/2010-04-01/Accounts/AC4a8f4340e4f35b6f9178cd4c8ecdf1d9/Recordings/RE27b7eb8d5e7c5d7a925e31055f29e4f2","Raw":"#","At":"2000-01-01T00:00:27.785Z","Audio":"http://carrier.test/2010-04-01/Accounts/AC4a8f4340e4f35b6f9178cd4c8ecdf1d9/Recordings/RE27b7eb8d5e7c5d7a925e31055f29e4f2"},"q5_hours_down":{"Question":"q5_hours_down","Value":"3","Raw":"3#","At":"2000-01-01T00:00:16.357Z","Audio":""},"technical_contact":{"Question":"technical_contact","Value":"caller","Raw":"1","At":"2000-01-01T00:00:16.357Z","Audio":""}},"room":"ED-CA068df9a5e9c5d38243abae715603e426"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:00:37.142Z"}',946684800000,946684837142,'completed');
INSERT INTO calls VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1','CA7b821c21f9853a89a145e09ef78a3b56','outbound','manager','ED-CA068df9a5e9c5d38243abae715603e426','mei','','+14155550101','en','stood_down','{"call":"ED-CA068df9a5e9c5d38243abae715603e426.1","tree":"manager","node":"stood_down","turn":6,"lang":"en","trail":["offer","outcome","essential"],"over":true,"page":"ED-CA068df9a5e9c5d38243abae715603e426","person":"mei","room":"ED-CA068df9a5e9c5d38243abae715603e426"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:00:40.142Z"}',946684800000,946684840142,'completed');
INSERT INTO calls VALUES('CA695d58d5b87af2a8b654ade3015cde82','CA695d58d5b87af2a8b654ade3015cde82','inbound','caller',NULL,NULL,'+14155550199','+18005550100','fr','main','{"call":"CA695d58d5b87af2a8b654ade3015cde82","tree":"caller","node":"main","turn":3,"lang":"fr","from":"+14155550199","trail":["main","language"],"over":true}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:00:54.57Z"}',946684840142,946684854570,'completed');
INSERT INTO calls VALUES('CA9d4d89ce77a64b65b845c42c3adf6b17','CA9d4d89ce77a64b65b845c42c3adf6b17','inbound','caller',NULL,NULL,'+14155550155','+18005550100','en','waiting_operator','{"call":"CA9d4d89ce77a64b65b845c42c3adf6b17","tree":"caller","node":"waiting_operator","turn":7,"lang":"en","from":"+14155550155","errors":3,"trail":["main","qualify","confirm_case"],"hunting":true,"held":1,"over":true,"name":"Otto Marsh","registered":true,"contract":"500500","company":"Harborline Freight","entitlement":"covered","case":"C5678901","suspected":true,"declared":true}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:24.57Z"}',946684854570,946684944570,'completed');
INSERT INTO calls VALUES('CA7c24dcdb1d185e2184e789c671cc0aa8','CA7c24dcdb1d185e2184e789c671cc0aa8','inbound','caller',NULL,NULL,'+14155550144','+18005550100','en','callback_promised','{"call":"CA7c24dcdb1d185e2184e789c671cc0aa8","tree":"caller","node":"callback_promised","turn":6,"lang":"en","from":"+14155550144","trail":["main"],"hunting":true,"held":4,"over":true,"name":"Nora Quill","registered":true,"contract":"400400","company":"Brightwater Books","entitlement":"no_phone_support","case":"C4567890","presumed":true}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:03.784Z"}',946684854570,946684923784,'completed');
INSERT INTO calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1','CA00e3c1ea3d8b36ea88a7dbcdedac1ee8','outbound','manager','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','mei','','+14155550101','en','offer','{"call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1","tree":"manager","node":"offer","turn":2,"lang":"en","misses":1,"errors":1,"over":true,"page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","person":"mei"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:29.57Z"}',946684854570,946684889570,'no_key');
INSERT INTO calls VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1','CA6fbec688b1555f6d85c0dd3a48f02c7b','outbound','operator','OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','sam','','+14155550111','en','','{"call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1","tree":"operator","turn":0,"lang":"en","over":true,"page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","person":"sam"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:20.57Z"}',946684854570,946684880570,'no_answer');
INSERT INTO calls VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2','CAb731a7c06328a23c93660255b649af5f','outbound','operator','OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','elodie','','+33199005678','fr','','{"call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2","tree":"operator","turn":0,"lang":"fr","over":true,"page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","person":"elodie"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:21.57Z"}',946684854570,946684881570,'no_answer');
INSERT INTO calls VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3','CA08506f2d175fc11ea321e9c50c488324','outbound','operator','OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','sam','','+14155550111','en','','{"call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3","tree":"operator","turn":0,"lang":"en","over":true,"page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","person":"sam"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:46.57Z"}',946684881570,946684906570,'no_answer');
INSERT INTO calls VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4','CAbc649e94c3286d1aeca44dc3df0f5801','outbound','operator','OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','elodie','','+33199005678','fr','','{"call":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4","tree":"operator","turn":0,"lang":"fr","over":true,"page":"OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570","person":"elodie"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:47.57Z"}',946684881570,946684907570,'no_answer');
INSERT INTO calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2','CA8cb0186519d1850d9f81c8aee32ee5d5','outbound','manager','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','raj','','+14155550102','en','','{"call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","person":"raj"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:54.57Z"}',946684889570,946684914570,'no_answer');
INSERT INTO calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3','CA800685d558ad208b4245821a54a4f219','outbound','manager','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','mei','','+14155550101','en','offer','{"call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3","tree":"manager","node":"offer","turn":2,"lang":"en","misses":1,"errors":1,"over":true,"page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","person":"mei"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:05.57Z"}',946684889570,946684925570,'no_key');
INSERT INTO calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4','CA504ce57da46f50c21ddab8047f85b291','outbound','manager','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','mei','','+14155550101','en','offer','{"call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4","tree":"manager","node":"offer","turn":2,"lang":"en","misses":1,"errors":1,"over":true,"page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","person":"mei"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:40.57Z"}',946684925570,946684960570,'no_key');
INSERT INTO calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5','CAe0efe0af5004a7fe9b39167072f2695f','outbound','manager','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','raj','','+14155550102','en','','{"call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","person":"raj"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:31.57Z"}',946684925570,946684951570,'no_answer');
INSERT INTO calls VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1','CA2e3b5725eef654006473887e163b56a8','outbound','operator','OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713','sam','','+14155550111','en','','{"call":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1","tree":"operator","turn":0,"lang":"en","over":true,"page":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713","person":"sam"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:24.57Z"}',946684935713,946684944570,'canceled');
INSERT INTO calls VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2','CA0a371585b9c341aa81a7ec4d77da1e9b','outbound','operator','OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713','elodie','','+33199005678','fr','','{"call":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2","tree":"operator","turn":0,"lang":"fr","over":true,"page":"OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713","person":"elodie"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:24.57Z"}',946684935713,946684944570,'canceled');
INSERT INTO calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6','CA23a2ba13f606a8ea7f8f85fc43d2c3e9','outbound','manager','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','dana','','+14155550103','en','','{"call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","person":"dana"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:03:05.57Z"}',946684960570,946684985570,'no_answer');
INSERT INTO calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7','CA4e41c547de1f1a7590fdbd8139e6530a','outbound','manager','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','victor','','+14155550104','en','','{"call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","person":"victor"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:03:30.57Z"}',946684985570,946685010570,'no_answer');
INSERT INTO calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8','CAba913102982913d2cf935de6536b790f','outbound','manager','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','sam','','+14155550111','en','','{"call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","person":"sam"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:03:31.57Z"}',946684985570,946685011570,'no_answer');
INSERT INTO calls VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9','CAe664787c155cee68c8f2820ac0cc31e1','outbound','manager','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','elodie','','+33199005678','fr','','{"call":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9","tree":"manager","turn":0,"lang":"fr","over":true,"page":"ED-CA9d4d89ce77a64b65b845c42c3adf6b17","person":"elodie"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:03:32.57Z"}',946684985570,946685012570,'no_answer');
INSERT INTO calls VALUES('CAed19a2ed8d4f5e233d13ed926bc07c05','CAed19a2ed8d4f5e233d13ed926bc07c05','inbound','caller',NULL,NULL,'+861005550142','+18005550100','zh','confirm_case','{"call":"CAed19a2ed8d4f5e233d13ed926bc07c05","tree":"caller","node":"confirm_case","turn":3,"lang":"zh","from":"+861005550142","trail":["main","qualify"],"name":"王芳","registered":true,"contract":"300300","company":"华东制造","entitlement":"outside_coverage","case":"C3456789","presumed":true,"suspected":true,"declared":true}','{"key":"2","said":[{"lang":"zh","parts":[{"text":"是关于工单C，"},{"text":"345","digits":true},{"text":"，"},{"text":"6789","digits":true},{"text":"吗？是，请按1；不是，请按2。"}]}],"wait":{"for":"press","digits":1,"patience":7000000000,"speech":true,"hints":"confirm_case"},"at":"2000-01-01T00:03:34.57Z"}',946685014570,NULL,NULL);
INSERT INTO calls VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05.1','CA3496c4ad49c4f624c53fb39f4cf66726','outbound','manager','ED-CAed19a2ed8d4f5e233d13ed926bc07c05','mei','','+14155550101','en','','{"call":"ED-CAed19a2ed8d4f5e233d13ed926bc07c05.1","tree":"manager","turn":0,"lang":"en","page":"ED-CAed19a2ed8d4f5e233d13ed926bc07c05","person":"mei"}',NULL,946685014570,NULL,NULL);
CREATE TABLE IF NOT EXISTS "attempts" (
    leg       TEXT PRIMARY KEY,
    page      TEXT NOT NULL REFERENCES pages (id),
    purpose   TEXT NOT NULL CHECK (purpose IN ('manager', 'operator', 'callback', 'stand_down', 'decision', 'review', 'refusal')),
    person    TEXT,
    phone     TEXT NOT NULL,
    round     INTEGER NOT NULL,
    rung      INTEGER NOT NULL,
    planned   BIGINT NOT NULL,
    placed    BIGINT,
    rang      BIGINT,
    picked_up BIGINT,
    ended     BIGINT,
    ending    TEXT,
    key       TEXT NOT NULL,
    declined  BOOLEAN NOT NULL,
    machine   BOOLEAN NOT NULL,
    CONSTRAINT ended_when_it_ended CHECK (ending IS NULL OR ended IS NOT NULL)
);
INSERT INTO attempts VALUES('ED-CA068df9a5e9c5d38243abae715603e426.1','ED-CA068df9a5e9c5d38243abae715603e426','manager','mei','+14155550101',0,1,946684800000,946684800000,946684800000,946684807000,946684840142,'completed','1',0,0);
INSERT INTO attempts VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.1','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','manager','mei','+14155550101',0,1,946684854570,946684854570,946684854570,946684869570,946684889570,'no_key','',0,0);
INSERT INTO attempts VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.1','OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','operator','sam','+14155550111',0,1,946684854570,946684855570,946684855570,NULL,946684880570,'no_answer','',0,0);
INSERT INTO attempts VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.2','OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','operator','elodie','+33199005678',0,1,946684854570,946684856570,946684856570,NULL,946684881570,'no_answer','',0,0);
INSERT INTO attempts VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.3','OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','operator','sam','+14155550111',0,2,946684881570,946684881570,946684881570,NULL,946684906570,'no_answer','',0,0);
INSERT INTO attempts VALUES('OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570.4','OP-CA7c24dcdb1d185e2184e789c671cc0aa8-946684854570','operator','elodie','+33199005678',0,2,946684881570,946684882570,946684882570,NULL,946684907570,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.2','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','manager','raj','+14155550102',0,2,946684889570,946684889570,946684889570,NULL,946684914570,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.3','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','manager','mei','+14155550101',0,2,946684889570,946684890570,946684890570,946684905570,946684925570,'no_key','',0,0);
INSERT INTO attempts VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.4','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','manager','mei','+14155550101',0,3,946684925570,946684925570,946684925570,946684940570,946684960570,'no_key','',0,0);
INSERT INTO attempts VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.5','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','manager','raj','+14155550102',0,3,946684925570,946684926570,946684926570,NULL,946684951570,'no_answer','',0,0);
INSERT INTO attempts VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.1','OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713','operator','sam','+14155550111',0,1,946684935713,946684935713,946684935713,NULL,946684944570,'canceled','',0,0);
INSERT INTO attempts VALUES('OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713.2','OP-CA9d4d89ce77a64b65b845c42c3adf6b17-946684935713','operator','elodie','+33199005678',0,1,946684935713,946684936713,946684936713,NULL,946684944570,'canceled','',0,0);
INSERT INTO attempts VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.6','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','manager','dana','+14155550103',0,4,946684960570,946684960570,946684960570,NULL,946684985570,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.7','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','manager','victor','+14155550104',0,5,946684985570,946684985570,946684985570,NULL,946685010570,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.8','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','manager','sam','+14155550111',0,5,946684985570,946684986570,946684986570,NULL,946685011570,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA9d4d89ce77a64b65b845c42c3adf6b17.9','ED-CA9d4d89ce77a64b65b845c42c3adf6b17','manager','elodie','+33199005678',0,5,946684985570,946684987570,946684987570,NULL,946685012570,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CAed19a2ed8d4f5e233d13ed926bc07c05.1','ED-CAed19a2ed8d4f5e233d13ed926bc07c05','manager','mei','+14155550101',0,1,946685014570,946685014570,946685014570,NULL,NULL,NULL,'',0,0);
CREATE TABLE erasures (
    id     TEXT PRIMARY KEY,
    at     BIGINT NOT NULL,
    why    TEXT NOT NULL CHECK (why IN ('audio', 'transcripts', 'calls', 'pages', 'request')), -- a class whose time was up, or a person's wish
    number TEXT, -- whose wish it was, as a keyed digest
    what   TEXT NOT NULL, -- a table; 'audio' is at the carrier
    pieces BIGINT NOT NULL CHECK (pieces > 0)
);
INSERT INTO erasures VALUES('ER1',1000,'request','digest','messages',2);
CREATE TABLE condemned (
    sid    TEXT PRIMARY KEY,
    at     BIGINT NOT NULL,
    why    TEXT NOT NULL CHECK (why IN ('audio', 'transcripts', 'calls', 'pages', 'request')),
    number TEXT
);
INSERT INTO condemned VALUES('RE0000000000000000000000000000dead',1000,'audio',NULL);
CREATE TABLE closings (
    case_number TEXT PRIMARY KEY REFERENCES cases (number),
    at          BIGINT NOT NULL
);
INSERT INTO closings VALUES('C1230001',1000);
CREATE TABLE silenced (
    call TEXT PRIMARY KEY REFERENCES calls (id)
);
INSERT INTO silenced VALUES('CA068df9a5e9c5d38243abae715603e426');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('goose_db_version',5);
CREATE INDEX cases_of_contract ON cases (contract, opened);
CREATE INDEX pages_of_call ON page_calls (call);
CREATE INDEX work_due ON work (due_at);
CREATE INDEX work_in_time ON work (kind, due_at, seq);
CREATE INDEX work_in_urgency ON work (kind, urgency, seq);
CREATE INDEX work_in_hand ON work (lane) WHERE state = 'claimed';
CREATE INDEX cases_open ON cases (number) WHERE NOT closed;
CREATE INDEX escalations_of_case ON escalations (case_number, at);
CREATE INDEX duties_of_case ON duties (case_number, due) WHERE done IS NULL;
CREATE INDEX duties_by_due ON duties (due) WHERE done IS NULL;
CREATE UNIQUE INDEX one_page_a_case ON pages (case_number)
    WHERE kind = 'edown' AND state IN ('ringing', 'accepted') AND case_number IS NOT NULL;
CREATE INDEX pages_by_start ON pages (started);
CREATE INDEX pages_of_contract ON pages (contract, started);
CREATE INDEX pages_of_case ON pages (case_number, started) WHERE case_number IS NOT NULL;
CREATE INDEX pages_running ON pages (kind, state, started) WHERE state IN ('ringing', 'accepted');
CREATE INDEX calls_of_number ON calls (from_number, ended);
CREATE INDEX calls_of_page ON calls (page);
CREATE INDEX calls_by_start ON calls (from_number, started);
CREATE INDEX attempts_of_page ON attempts (page);
CREATE INDEX attempts_on_phone ON attempts (phone);
CREATE INDEX calls_in_time ON calls (started);
CREATE INDEX recordings_of_call ON recordings (call);
CREATE INDEX messages_of_page ON messages (page);
CREATE INDEX notes_of_call ON notes (call);
CREATE INDEX escalations_of_call ON escalations (call);
CREATE TRIGGER policies_append_only
			BEFORE UPDATE ON policies BEGIN SELECT RAISE(ABORT, 'policies is a record: add to it, it cannot be changed'); END;
CREATE TRIGGER turns_append_only
			BEFORE UPDATE ON turns BEGIN SELECT RAISE(ABORT, 'turns is a record: add to it, it cannot be changed'); END;
CREATE TRIGGER answers_append_only
			BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'answers is a record: add to it, it cannot be changed'); END;
CREATE TRIGGER page_events_append_only
			BEFORE UPDATE ON page_events BEGIN SELECT RAISE(ABORT, 'page_events is a record: add to it, it cannot be changed'); END;
CREATE TRIGGER accepts_append_only
			BEFORE UPDATE ON accepts BEGIN SELECT RAISE(ABORT, 'accepts is a record: add to it, it cannot be changed'); END;
CREATE TRIGGER outcomes_append_only
			BEFORE UPDATE ON outcomes BEGIN SELECT RAISE(ABORT, 'outcomes is a record: add to it, it cannot be changed'); END;
CREATE TRIGGER messages_append_only
			BEFORE UPDATE ON messages BEGIN SELECT RAISE(ABORT, 'messages is a record: add to it, it cannot be changed'); END;
CREATE TRIGGER letters_append_only
			BEFORE UPDATE ON letters BEGIN SELECT RAISE(ABORT, 'letters is a record: add to it, it cannot be changed'); END;
CREATE TRIGGER notes_append_only
			BEFORE UPDATE ON notes BEGIN SELECT RAISE(ABORT, 'notes is a record: add to it, it cannot be changed'); END;
CREATE TRIGGER erasures_append_only
			BEFORE UPDATE ON erasures BEGIN SELECT RAISE(ABORT, 'erasures is a record: add to it, it cannot be changed'); END;
COMMIT;
