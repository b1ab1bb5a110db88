PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO goose_db_version VALUES(1,0,1,'2026-11-21 23:36:38');
INSERT INTO goose_db_version VALUES(2,1,1,'2026-11-21 23:36:38');
CREATE TABLE contracts (
    number  TEXT PRIMARY KEY,
    company TEXT NOT NULL,
    package TEXT NOT NULL CHECK (package IN ('silver', 'gold', 'goldplus', 'platinum')),
    zone    TEXT NOT NULL, -- empty is UTC
    expires BIGINT         -- NULL is never
);
INSERT INTO contracts VALUES('100100','Acme','goldplus','America/Los_Angeles',NULL);
INSERT INTO contracts VALUES('200200','Lumière','platinum','Europe/Paris',NULL);
INSERT INTO contracts VALUES('300300','华东制造','gold','Asia/Shanghai',NULL);
INSERT INTO contracts VALUES('400400','Brightwater Books','silver','America/Chicago',NULL);
INSERT INTO contracts VALUES('500500','Harborline Freight','goldplus','America/New_York',1735707600000);
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
);
INSERT INTO cases VALUES('C1234567','100100','Suppliers see an error page after login',1,1772439300000,0);
INSERT INTO cases VALUES('C1230001','100100','How to archive old projects',3,1768176000000,1);
INSERT INTO cases VALUES('C2345678','200200','La synchronisation nocturne prend trois heures',2,1772559600000,0);
INSERT INTO cases VALUES('C3456789','300300','报表服务间歇性无响应',1,1772589900000,0);
INSERT INTO cases VALUES('C4567890','400400','Question about licence files',3,1771545600000,0);
INSERT INTO cases VALUES('C5678901','500500','Import of drawings stops at 80 percent',2,1762300800000,0);
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
);
INSERT INTO people VALUES('mei','Mei Chen','+14155550101','en');
INSERT INTO people VALUES('raj','Raj Patel','+14155550102','en');
INSERT INTO people VALUES('dana','Dana Brooks','+14155550103','en');
INSERT INTO people VALUES('victor','Victor Hale','+14155550104','en');
INSERT INTO people VALUES('sam','Sam Ortiz','+14155550111','en');
INSERT INTO people VALUES('elodie','Élodie Martin','+33199005678','fr');
CREATE TABLE shifts (
    person      TEXT NOT NULL REFERENCES people (id),
    place       INTEGER NOT NULL, -- in the list it came in
    role        TEXT NOT NULL CHECK (role IN ('manager', 'level2', 'director', 'operator')),
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
CREATE TABLE policies (
    version TEXT PRIMARY KEY,
    ladder  TEXT NOT NULL
);
INSERT INTO policies VALUES('44d237cf9dbe','{"Rungs":[{"After":0,"Call":["primary"]},{"After":40000000000,"Call":["secondary","primary"]},{"After":90000000000,"Call":["managers"]},{"After":180000000000,"Call":["level2"]},{"After":300000000000,"Call":["director","operators"]}],"Again":120000000000,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":600000000000,"GiveUp":0}');
INSERT INTO policies VALUES('6208777e31ca','{"Rungs":[{"After":0,"Call":["operators"]},{"After":30000000000,"Call":["operators"]}],"Again":0,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":0,"GiveUp":60000000000}');
CREATE TABLE pages (
    id             TEXT PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('edown', 'operator')),
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
INSERT INTO pages VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22','edown','C1234567','100100','closed','mei','44d237cf9dbe',946684800000,946684831857,'working',1,'{"ID":"ED-CA9c3c0da77b8847d3874ad54c764fee22","Kind":"edown","Case":"C1234567","Contract":"100100","Company":"Acme","Language":"en","Flags":[],"From":"+14155550123","Urgent":true,"Ladder":{"Rungs":[{"After":0,"Call":["primary"]},{"After":40000000000,"Call":["secondary","primary"]},{"After":90000000000,"Call":["managers"]},{"After":180000000000,"Call":["level2"]},{"After":300000000000,"Call":["director","operators"]}],"Again":120000000000,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":600000000000,"GiveUp":0},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"closed","Started":"2000-01-01T00:00:00Z","Round":0,"RoundAt":"2000-01-01T00:00:00Z","Rung":1,"RungAt":"2000-01-01T00:00:00Z","Attempts":[{"Leg":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":1,"SID":"CA4015257048cb4ee146115d56677a62db","Planned":"2000-01-01T00:00:00Z","Placed":"2000-01-01T00:00:00Z","Rang":"2000-01-01T00:00:00Z","PickedUp":"2000-01-01T00:00:20.214Z","Ended":"2000-01-01T00:00:34.857Z","End":"completed","Key":"1","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA9c3c0da77b8847d3874ad54c764fee22.2","Purpose":"callback","Person":{"ID":"","Name":"","Phone":"+14155550123","Language":"en"},"Round":0,"Rung":1,"SID":"","Planned":"2000-01-01T00:00:31.857Z","Placed":"0001-01-01T00:00:00Z","Rang":"0001-01-01T00:00:00Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:00:31.857Z","End":"canceled","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"mei","AcceptedLeg":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","AcceptedAt":"2000-01-01T00:00:26.571Z","Present":false,"Skip":"","Talked":false,"CheckAt":"2000-01-01T00:10:26.571Z","Callers":{"CA9c3c0da77b8847d3874ad54c764fee22":"gone"},"Inside":{},"Callback":"ringing","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":1,"Outcome":"working","Essential":true,"Reason":"","EndedAt":"2000-01-01T00:00:31.857Z"}');
INSERT INTO pages VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','edown','C5678901','500500','ringing',NULL,'44d237cf9dbe',946684849285,NULL,NULL,NULL,'{"ID":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","Kind":"edown","Case":"C5678901","Contract":"500500","Company":"Harborline Freight","Language":"en","Flags":["no_operator","case_unconfirmed"],"From":"+14155550155","Urgent":true,"Ladder":{"Rungs":[{"After":0,"Call":["primary"]},{"After":40000000000,"Call":["secondary","primary"]},{"After":90000000000,"Call":["managers"]},{"After":180000000000,"Call":["level2"]},{"After":300000000000,"Call":["director","operators"]}],"Again":120000000000,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":600000000000,"GiveUp":0},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"ringing","Started":"2000-01-01T00:00:49.285Z","Round":0,"RoundAt":"2000-01-01T00:00:49.285Z","Rung":5,"RungAt":"2000-01-01T00:02:32.072Z","Attempts":[{"Leg":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":1,"SID":"CA8dd089847d88f04e67ce6a7fdb6dfa1c","Planned":"2000-01-01T00:00:49.285Z","Placed":"2000-01-01T00:00:49.285Z","Rang":"2000-01-01T00:00:49.285Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:14.285Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2","Purpose":"manager","Person":{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},"Round":0,"Rung":2,"SID":"CAaeb4c89e16ef519306cd172130f24855","Planned":"2000-01-01T00:01:14.285Z","Placed":"2000-01-01T00:01:14.285Z","Rang":"2000-01-01T00:01:14.285Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:39.285Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":2,"SID":"CAcb5d2f41c772d9f506d30e07e9cf52c7","Planned":"2000-01-01T00:01:14.285Z","Placed":"2000-01-01T00:01:15.285Z","Rang":"2000-01-01T00:01:15.285Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:40.285Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":3,"SID":"CA7e40dfd08c8618692acf6269949e6671","Planned":"2000-01-01T00:01:40.285Z","Placed":"2000-01-01T00:01:41.072Z","Rang":"2000-01-01T00:01:41.072Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:02:06.072Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5","Purpose":"manager","Person":{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},"Round":0,"Rung":3,"SID":"CA767b9586d2c4a92c9acb5f05d7d41ee3","Planned":"2000-01-01T00:01:40.285Z","Placed":"2000-01-01T00:01:42.072Z","Rang":"2000-01-01T00:01:42.072Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:02:07.072Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6","Purpose":"manager","Person":{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},"Round":0,"Rung":4,"SID":"CA21745fd3725e6e4ec7f5edff7f6b572d","Planned":"2000-01-01T00:02:07.072Z","Placed":"2000-01-01T00:02:07.072Z","Rang":"2000-01-01T00:02:07.072Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:02:32.072Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7","Purpose":"manager","Person":{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"},"Round":0,"Rung":5,"SID":"CAd87ddc48b43aa3356a62ffee716084b4","Planned":"2000-01-01T00:02:32.072Z","Placed":"2000-01-01T00:02:32.072Z","Rang":"2000-01-01T00:02:32.072Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:02:57.072Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8","Purpose":"manager","Person":{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},"Round":0,"Rung":5,"SID":"CAee06b0f662cb8dedb4f93f2a4ad65be5","Planned":"2000-01-01T00:02:32.072Z","Placed":"2000-01-01T00:02:33.072Z","Rang":"2000-01-01T00:02:33.072Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:02:58.072Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9","Purpose":"manager","Person":{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},"Round":0,"Rung":5,"SID":"CA1f2214565ae38ccf7e958bbf519964d9","Planned":"2000-01-01T00:02:32.072Z","Placed":"2000-01-01T00:02:34.072Z","Rang":"2000-01-01T00:02:34.072Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:02:59.072Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"","AcceptedLeg":"","AcceptedAt":"0001-01-01T00:00:00Z","Present":false,"Skip":"","Talked":false,"CheckAt":"0001-01-01T00:00:00Z","Callers":{"CA7f15ef1f2b5be3e97a50f6581acc7e7a":"on_hold"},"Inside":{},"Callback":"","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":0,"Outcome":"","Essential":null,"Reason":"","EndedAt":"0001-01-01T00:00:00Z"}');
INSERT INTO pages VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','operator','C4567890','400400','unanswered',NULL,'6208777e31ca',946684859285,946684919285,NULL,NULL,'{"ID":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285","Kind":"operator","Case":"C4567890","Contract":"400400","Company":"Brightwater Books","Language":"en","Flags":["no_phone_support","case_unconfirmed"],"From":"+14155550144","Urgent":false,"Ladder":{"Rungs":[{"After":0,"Call":["operators"]},{"After":30000000000,"Call":["operators"]}],"Again":0,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":0,"GiveUp":60000000000},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"unanswered","Started":"2000-01-01T00:00:59.285Z","Round":0,"RoundAt":"2000-01-01T00:00:59.285Z","Rung":2,"RungAt":"2000-01-01T00:01:25.285Z","Attempts":[{"Leg":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1","Purpose":"operator","Person":{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},"Round":0,"Rung":1,"SID":"CA10cfde8bc563f8417824956590b41d53","Planned":"2000-01-01T00:00:59.285Z","Placed":"2000-01-01T00:00:59.285Z","Rang":"2000-01-01T00:00:59.285Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:24.285Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2","Purpose":"operator","Person":{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},"Round":0,"Rung":1,"SID":"CAc4113dabbcbb7f5db333867b301acadb","Planned":"2000-01-01T00:00:59.285Z","Placed":"2000-01-01T00:01:00.285Z","Rang":"2000-01-01T00:01:00.285Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:25.285Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3","Purpose":"operator","Person":{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},"Round":0,"Rung":2,"SID":"CAd7b651f1ca9a49c0e0e0805431657435","Planned":"2000-01-01T00:01:25.285Z","Placed":"2000-01-01T00:01:25.285Z","Rang":"2000-01-01T00:01:25.285Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:50.285Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4","Purpose":"operator","Person":{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},"Round":0,"Rung":2,"SID":"CA48ebc86e1f2cfe3ea9ee4c44e39395cd","Planned":"2000-01-01T00:01:25.285Z","Placed":"2000-01-01T00:01:26.285Z","Rang":"2000-01-01T00:01:26.285Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:51.285Z","End":"no_answer","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"","AcceptedLeg":"","AcceptedAt":"0001-01-01T00:00:00Z","Present":false,"Skip":"","Talked":false,"CheckAt":"0001-01-01T00:00:00Z","Callers":{"CAfd2f3047c05e05dd444e2d70589b98fb":"on_hold"},"Inside":{},"Callback":"","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":0,"Outcome":"","Essential":null,"Reason":"","EndedAt":"2000-01-01T00:01:59.285Z"}');
INSERT INTO pages VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','operator','C5678901','500500','unanswered',NULL,'6208777e31ca',946684899072,946684959072,NULL,NULL,'{"ID":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072","Kind":"operator","Case":"C5678901","Contract":"500500","Company":"Harborline Freight","Language":"en","Flags":["case_unconfirmed"],"From":"+14155550155","Urgent":true,"Ladder":{"Rungs":[{"After":0,"Call":["operators"]},{"After":30000000000,"Call":["operators"]}],"Again":0,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":0,"GiveUp":60000000000},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"unanswered","Started":"2000-01-01T00:01:39.072Z","Round":0,"RoundAt":"2000-01-01T00:01:39.072Z","Rung":2,"RungAt":"2000-01-01T00:01:40.072Z","Attempts":[{"Leg":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.1","Purpose":"operator","Person":{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},"Round":0,"Rung":1,"SID":"CA89855e9cbef8caf529244c740b796578","Planned":"2000-01-01T00:01:39.072Z","Placed":"2000-01-01T00:01:39.072Z","Rang":"0001-01-01T00:00:00Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:39.072Z","End":"busy","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.2","Purpose":"operator","Person":{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},"Round":0,"Rung":1,"SID":"CA8db47ef252e4e796619d5320047c7c6c","Planned":"2000-01-01T00:01:39.072Z","Placed":"2000-01-01T00:01:40.072Z","Rang":"0001-01-01T00:00:00Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:40.072Z","End":"busy","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.3","Purpose":"operator","Person":{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},"Round":0,"Rung":2,"SID":"CA3926b6583fe50821ee1e0c7c68938064","Planned":"2000-01-01T00:01:40.072Z","Placed":"2000-01-01T00:01:43.072Z","Rang":"0001-01-01T00:00:00Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:43.072Z","End":"busy","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false},{"Leg":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.4","Purpose":"operator","Person":{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},"Round":0,"Rung":2,"SID":"CA9ffd723030131dae491f8805bb5ee6ee","Planned":"2000-01-01T00:01:40.072Z","Placed":"2000-01-01T00:01:44.072Z","Rang":"0001-01-01T00:00:00Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"2000-01-01T00:01:44.072Z","End":"busy","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"","AcceptedLeg":"","AcceptedAt":"0001-01-01T00:00:00Z","Present":false,"Skip":"","Talked":false,"CheckAt":"0001-01-01T00:00:00Z","Callers":{"CA7f15ef1f2b5be3e97a50f6581acc7e7a":"on_hold"},"Inside":{},"Callback":"","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":0,"Outcome":"","Essential":null,"Reason":"","EndedAt":"2000-01-01T00:02:39.072Z"}');
INSERT INTO pages VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','edown','C3456789','300300','ringing',NULL,'44d237cf9dbe',946685009285,NULL,NULL,NULL,'{"ID":"ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed","Kind":"edown","Case":"C3456789","Contract":"300300","Company":"华东制造","Language":"zh","Flags":["outside_coverage","case_unconfirmed"],"From":"+861005550142","Urgent":true,"Ladder":{"Rungs":[{"After":0,"Call":["primary"]},{"After":40000000000,"Call":["secondary","primary"]},{"After":90000000000,"Call":["managers"]},{"After":180000000000,"Call":["level2"]},{"After":300000000000,"Call":["director","operators"]}],"Again":120000000000,"Ring":25000000000,"NoKey":20000000000,"TalkWithin":600000000000,"GiveUp":0},"Who":{"director":[{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"everyone":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"},{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"},{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"victor","Name":"Victor Hale","Phone":"+14155550104","Language":"en"}],"level2":[{"ID":"dana","Name":"Dana Brooks","Phone":"+14155550103","Language":"en"}],"managers":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}],"operators":[{"ID":"sam","Name":"Sam Ortiz","Phone":"+14155550111","Language":"en"},{"ID":"elodie","Name":"Élodie Martin","Phone":"+33199005678","Language":"fr"}],"primary":[{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"}],"secondary":[{"ID":"raj","Name":"Raj Patel","Phone":"+14155550102","Language":"en"}]},"State":"ringing","Started":"2000-01-01T00:03:29.285Z","Round":0,"RoundAt":"2000-01-01T00:03:29.285Z","Rung":1,"RungAt":"2000-01-01T00:03:29.285Z","Attempts":[{"Leg":"ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed.1","Purpose":"manager","Person":{"ID":"mei","Name":"Mei Chen","Phone":"+14155550101","Language":"en"},"Round":0,"Rung":1,"SID":"CAfd3c3c82e0e4de18af0ef93287cfc18a","Planned":"2000-01-01T00:03:29.285Z","Placed":"2000-01-01T00:03:29.285Z","Rang":"2000-01-01T00:03:29.285Z","PickedUp":"0001-01-01T00:00:00Z","Ended":"0001-01-01T00:00:00Z","End":"","Key":"","KeyBy":"0001-01-01T00:00:00Z","Declined":false,"Machine":false}],"AcceptedBy":"","AcceptedLeg":"","AcceptedAt":"0001-01-01T00:00:00Z","Present":false,"Skip":"","Talked":false,"CheckAt":"0001-01-01T00:00:00Z","Callers":{"CA836b7ee6ebbbc68d6f89ec0d4ecd2aed":"answering"},"Inside":{},"Callback":"","CallbackAt":"0001-01-01T00:00:00Z","Callbacks":0,"Outcome":"","Essential":null,"Reason":"","EndedAt":"0001-01-01T00:00:00Z"}');
CREATE TABLE calls (
    id          TEXT PRIMARY KEY,
    sid         TEXT UNIQUE, -- the carrier's name; NULL until it has one
    direction   TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    purpose     TEXT NOT NULL CHECK (purpose IN ('caller', 'manager', 'operator', 'callback', 'stand_down')),
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
INSERT INTO calls VALUES('CA9c3c0da77b8847d3874ad54c764fee22','CA9c3c0da77b8847d3874ad54c764fee22','inbound','caller',NULL,NULL,'+14155550123','+18005550100','en','bridge','{"call":"CA9c3c0da77b8847d3874ad54c764fee22","tree":"caller","node":"bridge","turn":11,"lang":"en","from":"+14155550123","trail":["main","qualify","confirm_case","q1","q2","q3","q5","contact","q4"],"held":1,"over":true,"name":"Ann Lee","registered":true,"contract":"100100","company":"Acme","entitlement":"covered","case":"C1234567","suspected":true,"declared":true,"interview":{"q1_category":{"Question":"q1_category","Value":"3","Raw":"3","At":"2000-01-01T00:00:07Z","Audio":""},"q2_total_users":{"Question":"q2_total_users","Value":"450","Raw":"450","At":"2000-01-01T00:00:07Z","Audio":""},"q3_impacted_users":{"Question":"q3_impacted_users","Value":"430","Raw":"430","At":"2000-01-01T00:00:07Z","Audio":""},"q4_actions":{"Question":"q4_actions","Value":"http://carrier.test/2010-04-01/Accounts/AC156df41e93a9c7b1d9d2ebe8e3d7e47e/Recordings/REd17ff5840a9a9ff2e8820db0f97d4d58","Raw":"#","At":"2000-01-01T00:00:20.214Z","Audio":"http://carrier.test/2010-04-01/Accounts/AC156df41e93a9c7b1d9d2ebe8e3d7e47e/Recordings/REd17ff5840a9a9ff2e8820db0f97d4d58"},"q5_hours_down":{"Question":"q5_hours_down","Value":"3","Raw":"3#","At":"2000-01-01T00:00:10Z","Audio":""},"technical_contact":{"Question":"technical_contact","Value":"caller","Raw":"1","At":"2000-01-01T00:00:10Z","Audio":""}},"room":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:00:31.857Z"}',946684800000,946684831857,'completed');
INSERT INTO calls VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1','CA4015257048cb4ee146115d56677a62db','outbound','manager','ED-CA9c3c0da77b8847d3874ad54c764fee22','mei','','+14155550101','en','stood_down','{"call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","tree":"manager","node":"stood_down","turn":6,"lang":"en","trail":["offer","outcome","essential"],"over":true,"page":"ED-CA9c3c0da77b8847d3874ad54c764fee22","person":"mei","room":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:00:34.857Z"}',946684800000,946684834857,'completed');
INSERT INTO calls VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.2',NULL,'outbound','callback','ED-CA9c3c0da77b8847d3874ad54c764fee22',NULL,'','+14155550123','en','','{"call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.2","tree":"callback","turn":0,"lang":"en","from":"+14155550123","name":"Ann Lee","registered":true,"contract":"100100","company":"Acme","entitlement":"covered","case":"C1234567","suspected":true,"declared":true,"interview":{"q1_category":{"Question":"q1_category","Value":"3","Raw":"3","At":"2000-01-01T00:00:07Z","Audio":""},"q2_total_users":{"Question":"q2_total_users","Value":"450","Raw":"450","At":"2000-01-01T00:00:07Z","Audio":""},"q3_impacted_users":{"Question":"q3_impacted_users","Value":"430","Raw":"430","At":"2000-01-01T00:00:07Z","Audio":""},"q4_actions":{"Question":"q4_actions","Value":"http://carrier.test/2010-04-01/Accounts/AC156df41e93a9c7b1d9d2ebe8e3d7e47e/Recordings/REd17ff5840a9a9ff2e8820db0f97d4d58","Raw":"#","At":"2000-01-01T00:00:20.214Z","Audio":"http://carrier.test/2010-04-01/Accounts/AC156df41e93a9c7b1d9d2ebe8e3d7e47e/Recordings/REd17ff5840a9a9ff2e8820db0f97d4d58"},"q5_hours_down":{"Question":"q5_hours_down","Value":"3","Raw":"3#","At":"2000-01-01T00:00:10Z","Audio":""},"technical_contact":{"Question":"technical_contact","Value":"caller","Raw":"1","At":"2000-01-01T00:00:10Z","Audio":""}},"page":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}',NULL,946684831857,946684831857,'canceled');
INSERT INTO calls VALUES('CA3f65ae7bafbafb2663a57d17759b9e80','CA3f65ae7bafbafb2663a57d17759b9e80','inbound','caller',NULL,NULL,'+14155550199','+18005550100','fr','main','{"call":"CA3f65ae7bafbafb2663a57d17759b9e80","tree":"caller","node":"main","turn":3,"lang":"fr","from":"+14155550199","trail":["main","language"],"over":true}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:00:49.285Z"}',946684834857,946684849285,'completed');
INSERT INTO calls VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','CA7f15ef1f2b5be3e97a50f6581acc7e7a','inbound','caller',NULL,NULL,'+14155550155','+18005550100','en','q1','{"call":"CA7f15ef1f2b5be3e97a50f6581acc7e7a","tree":"caller","node":"q1","turn":10,"lang":"en","from":"+14155550155","misses":1,"errors":4,"trail":["main","qualify"],"asked":true,"hunting":true,"held":3,"name":"Otto Marsh","registered":true,"contract":"500500","company":"Harborline Freight","entitlement":"covered","case":"C5678901","presumed":true,"suspected":true,"declared":true}','{"key":"9","said":[{"lang":"en","parts":[{"text":"We did not hear anything."}]},{"lang":"en","parts":[{"text":"What is wrong? Most users cannot get in: press 1. The server hangs or crashes: press 2. Suppliers cannot get in: press 3. Users'' work is down 80 percent: press 4. The server is 80 percent slower: press 5."}]}],"wait":{"for":"press","digits":1,"patience":7000000000,"speech":true,"hints":"q1"},"at":"2000-01-01T00:03:09.072Z"}',946684849285,NULL,NULL);
INSERT INTO calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1','CA8dd089847d88f04e67ce6a7fdb6dfa1c','outbound','manager','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','mei','','+14155550101','en','','{"call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","person":"mei"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:14.285Z"}',946684849285,946684874285,'no_answer');
INSERT INTO calls VALUES('CAfd2f3047c05e05dd444e2d70589b98fb','CAfd2f3047c05e05dd444e2d70589b98fb','inbound','caller',NULL,NULL,'+14155550144','+18005550100','en','callback_promised','{"call":"CAfd2f3047c05e05dd444e2d70589b98fb","tree":"caller","node":"callback_promised","turn":6,"lang":"en","from":"+14155550144","trail":["main"],"hunting":true,"held":4,"over":true,"name":"Nora Quill","registered":true,"contract":"400400","company":"Brightwater Books","entitlement":"no_phone_support","case":"C4567890","presumed":true}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:08.499Z"}',946684859285,946684928499,'completed');
INSERT INTO calls VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1','CA10cfde8bc563f8417824956590b41d53','outbound','operator','OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','sam','','+14155550111','en','','{"call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1","tree":"operator","turn":0,"lang":"en","over":true,"page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285","person":"sam"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:24.285Z"}',946684859285,946684884285,'no_answer');
INSERT INTO calls VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2','CAc4113dabbcbb7f5db333867b301acadb','outbound','operator','OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','elodie','','+33199005678','fr','','{"call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2","tree":"operator","turn":0,"lang":"fr","over":true,"page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285","person":"elodie"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:25.285Z"}',946684859285,946684885285,'no_answer');
INSERT INTO calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2','CAaeb4c89e16ef519306cd172130f24855','outbound','manager','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','raj','','+14155550102','en','','{"call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","person":"raj"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:39.285Z"}',946684874285,946684899285,'no_answer');
INSERT INTO calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3','CAcb5d2f41c772d9f506d30e07e9cf52c7','outbound','manager','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','mei','','+14155550101','en','','{"call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","person":"mei"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:40.285Z"}',946684874285,946684900285,'no_answer');
INSERT INTO calls VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3','CAd7b651f1ca9a49c0e0e0805431657435','outbound','operator','OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','sam','','+14155550111','en','','{"call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3","tree":"operator","turn":0,"lang":"en","over":true,"page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285","person":"sam"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:50.285Z"}',946684885285,946684910285,'no_answer');
INSERT INTO calls VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4','CA48ebc86e1f2cfe3ea9ee4c44e39395cd','outbound','operator','OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','elodie','','+33199005678','fr','','{"call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4","tree":"operator","turn":0,"lang":"fr","over":true,"page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285","person":"elodie"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:51.285Z"}',946684885285,946684911285,'no_answer');
INSERT INTO calls VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.1','CA89855e9cbef8caf529244c740b796578','outbound','operator','OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','sam','','+14155550111','en','','{"call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.1","tree":"operator","turn":0,"lang":"en","over":true,"page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072","person":"sam"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:39.072Z"}',946684899072,946684899072,'busy');
INSERT INTO calls VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.2','CA8db47ef252e4e796619d5320047c7c6c','outbound','operator','OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','elodie','','+33199005678','fr','','{"call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.2","tree":"operator","turn":0,"lang":"fr","over":true,"page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072","person":"elodie"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:40.072Z"}',946684899072,946684900072,'busy');
INSERT INTO calls VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.3','CA3926b6583fe50821ee1e0c7c68938064','outbound','operator','OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','sam','','+14155550111','en','','{"call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.3","tree":"operator","turn":0,"lang":"en","over":true,"page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072","person":"sam"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:43.072Z"}',946684900072,946684903072,'busy');
INSERT INTO calls VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.4','CA9ffd723030131dae491f8805bb5ee6ee','outbound','operator','OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','elodie','','+33199005678','fr','','{"call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.4","tree":"operator","turn":0,"lang":"fr","over":true,"page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072","person":"elodie"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:01:44.072Z"}',946684900072,946684904072,'busy');
INSERT INTO calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4','CA7e40dfd08c8618692acf6269949e6671','outbound','manager','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','mei','','+14155550101','en','','{"call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","person":"mei"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:06.072Z"}',946684900285,946684926072,'no_answer');
INSERT INTO calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5','CA767b9586d2c4a92c9acb5f05d7d41ee3','outbound','manager','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','raj','','+14155550102','en','','{"call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","person":"raj"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:07.072Z"}',946684900285,946684927072,'no_answer');
INSERT INTO calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6','CA21745fd3725e6e4ec7f5edff7f6b572d','outbound','manager','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','dana','','+14155550103','en','','{"call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","person":"dana"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:32.072Z"}',946684927072,946684952072,'no_answer');
INSERT INTO calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7','CAd87ddc48b43aa3356a62ffee716084b4','outbound','manager','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','victor','','+14155550104','en','','{"call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","person":"victor"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:57.072Z"}',946684952072,946684977072,'no_answer');
INSERT INTO calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8','CAee06b0f662cb8dedb4f93f2a4ad65be5','outbound','manager','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','sam','','+14155550111','en','','{"call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8","tree":"manager","turn":0,"lang":"en","over":true,"page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","person":"sam"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:58.072Z"}',946684952072,946684978072,'no_answer');
INSERT INTO calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9','CA1f2214565ae38ccf7e958bbf519964d9','outbound','manager','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','elodie','','+33199005678','fr','','{"call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9","tree":"manager","turn":0,"lang":"fr","over":true,"page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","person":"elodie"}','{"key":"ended","said":null,"wait":{},"at":"2000-01-01T00:02:59.072Z"}',946684952072,946684979072,'no_answer');
INSERT INTO calls VALUES('CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','inbound','caller',NULL,NULL,'+861005550142','+18005550100','zh','confirm_case','{"call":"CA836b7ee6ebbbc68d6f89ec0d4ecd2aed","tree":"caller","node":"confirm_case","turn":3,"lang":"zh","from":"+861005550142","trail":["main","qualify"],"name":"王芳","registered":true,"contract":"300300","company":"华东制造","entitlement":"outside_coverage","case":"C3456789","presumed":true,"suspected":true,"declared":true}','{"key":"2","said":[{"lang":"zh","parts":[{"text":"是关于工单C，"},{"text":"345","digits":true},{"text":"，"},{"text":"6789","digits":true},{"text":"吗？是，请按1；不是，请按2。"}]}],"wait":{"for":"press","digits":1,"patience":7000000000,"speech":true,"hints":"confirm_case"},"at":"2000-01-01T00:03:29.285Z"}',946685009285,NULL,NULL);
INSERT INTO calls VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed.1','CAfd3c3c82e0e4de18af0ef93287cfc18a','outbound','manager','ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','mei','','+14155550101','en','','{"call":"ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed.1","tree":"manager","turn":0,"lang":"en","page":"ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed","person":"mei"}',NULL,946685009285,NULL,NULL);
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
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','0',1,946684800000,'','{"kind":"began"}',replace('Example Support. Is production down? Press 1. For a case you already have, press 2. For a new problem, press 3. For an operator, press 0.\nPour le français, tapez 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','1',2,946684800000,'main','{"kind":"keys","keys":"1"}','Has all production work stopped? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','2',3,946684800000,'qualify','{"kind":"keys","keys":"1"}','Is this about case C, 123, 4567? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','3',4,946684800000,'confirm_case','{"kind":"keys","keys":"1"}',replace('Case C, 123, 4567. We are calling the duty manager now. Five short questions.\nWhat is wrong? Most users cannot get in: press 1. The server hangs or crashes: press 2. Suppliers cannot get in: press 3. Users'' work is down 80 percent: press 4. The server is 80 percent slower: press 5.','\n',char(10)),0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','4',5,946684807000,'q1','{"kind":"keys","keys":"3"}','How many users does this system have in all? Enter the number, then pound.',0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','5',6,946684807000,'q2','{"kind":"keys","keys":"450"}','How many of them are affected? Enter the number, then pound.',0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','6',7,946684807000,'q3','{"kind":"keys","keys":"430"}','How many hours has it been down? Enter the number, then pound. Less than one hour: press pound alone.',0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','7',8,946684810000,'q5','{"kind":"keys","keys":"3#"}','Is an English-speaking technical contact at this number? For yes, press 1; for another number, 2; for no contact, 3.',0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','8',9,946684810000,'contact','{"kind":"keys","keys":"1"}','After the tone, say what was tried and any new contact, then press pound. Not to be recorded, press pound now.',0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','9',10,946684820214,'q4','{"kind":"recorded","keys":"#","audio":"http://carrier.test/2010-04-01/Accounts/AC156df41e93a9c7b1d9d2ebe8e3d7e47e/Recordings/REd17ff5840a9a9ff2e8820db0f97d4d58","length":1000000000}',replace('Noted: suppliers cannot get in, 430 of 450 users, for 3 hours.\nWe are calling Mei Chen now. Please stay on the line.\nIf it is over, press 1. For an operator, press 0.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1','0',1,946684820214,'','{"kind":"began"}',replace('Enterprise Down at Acme, case C, 123, 4567, suppliers cannot get in.\nTo accept, press 1. To pass, press 2. For details, press 3. To repeat, press star.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1','1',2,946684826571,'offer','{"kind":"keys","keys":"1"}','It is yours. The caller will join you here. When you are done, press star.',0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','summon-ED-CA9c3c0da77b8847d3874ad54c764fee22:8:0',11,946684826571,'waiting','{"kind":"summoned"}','We are connecting you now.',0);
INSERT INTO turns VALUES('CA9c3c0da77b8847d3874ad54c764fee22','ended',11,946684831857,'bridge','{"kind":"hung_up","reason":"completed"}','',0);
INSERT INTO turns VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1','2',3,946684831857,'room','{"kind":"returned"}','How did it go? Working on it, press 1. Solved, press 2. Lowered to severity one, press 3. False alarm, press 4. Back to the customer, press star.',0);
INSERT INTO turns VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1','3',4,946684831857,'outcome','{"kind":"keys","keys":"1"}','Is 24-hour support essential here? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1','4',5,946684831857,'essential','{"kind":"keys","keys":"1"}','It is on record. Thank you. Goodbye.',0);
INSERT INTO turns VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1','summon-ED-CA9c3c0da77b8847d3874ad54c764fee22:13:0',6,946684831857,'noted','{"kind":"summoned"}','This is over; you are not needed. Goodbye.',0);
INSERT INTO turns VALUES('CA3f65ae7bafbafb2663a57d17759b9e80','0',1,946684834857,'','{"kind":"began"}',replace('Example Support. Is production down? Press 1. For a case you already have, press 2. For a new problem, press 3. For an operator, press 0.\nPour le français, tapez 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1','ended',6,946684834857,'stood_down','{"kind":"hung_up","reason":"completed"}','',0);
INSERT INTO turns VALUES('CA3f65ae7bafbafb2663a57d17759b9e80','1',2,946684845500,'main','{"kind":"keys","keys":"9"}',replace('For English, press 1.\nPour le français, tapez 2.\n中文服务，请按3。','\n',char(10)),0);
INSERT INTO turns VALUES('CA3f65ae7bafbafb2663a57d17759b9e80','2',3,946684849285,'language','{"kind":"keys","keys":"2"}',replace('Example Support. Production à l''arrêt ? Tapez 1. Pour un dossier déjà ouvert, tapez 2. Pour un nouveau problème, tapez 3. Pour un opérateur, tapez 0.\nFor English, press 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('CA3f65ae7bafbafb2663a57d17759b9e80','ended',3,946684849285,'main','{"kind":"hung_up","reason":"completed"}','',0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','0',1,946684849285,'','{"kind":"began"}',replace('Example Support. Is production down? Press 1. For a case you already have, press 2. For a new problem, press 3. For an operator, press 0.\nPour le français, tapez 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','1',2,946684849285,'main','{"kind":"keys","keys":"1"}','Has all production work stopped? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','2',3,946684849285,'qualify','{"kind":"keys","keys":"1"}','Is this about case C, 567, 8901? For yes, press 1; for no, 2.',0);
INSERT INTO turns VALUES('CAfd2f3047c05e05dd444e2d70589b98fb','0',1,946684859285,'','{"kind":"began"}',replace('Example Support. Is production down? Press 1. For a case you already have, press 2. For a new problem, press 3. For an operator, press 0.\nPour le français, tapez 9.\n中文服务，请按9。','\n',char(10)),0);
INSERT INTO turns VALUES('CAfd2f3047c05e05dd444e2d70589b98fb','1',2,946684859285,'main','{"kind":"keys","keys":"0"}',replace('One moment, we are getting you an operator.\nAn operator is being called. Please stay on the line.','\n',char(10)),0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','3',4,946684862571,'confirm_case','{"kind":"silence"}',replace('We did not hear anything.\nIs this about case C, 567, 8901? For yes, press 1; for no, 2.','\n',char(10)),0);
INSERT INTO turns VALUES('CAfd2f3047c05e05dd444e2d70589b98fb','2',3,946684869142,'waiting_operator','{"kind":"silence"}','An operator is being called. Please stay on the line.',0);
INSERT INTO turns VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1','ended',0,946684874285,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','4',5,946684877643,'confirm_case','{"kind":"silence"}',replace('We did not hear anything.\nWe have case C, 567, 8901 on record for you. If you are calling about it, press 1. For another case, or a new one, press 2. For more time, press 8.','\n',char(10)),0);
INSERT INTO turns VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1','ended',0,946684884285,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2','ended',0,946684885285,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('CAfd2f3047c05e05dd444e2d70589b98fb','3',4,946684891928,'waiting_operator','{"kind":"silence"}','An operator is being called. Please stay on the line.',0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','5',6,946684899072,'confirm_case','{"kind":"silence"}',replace('One moment, we are getting you an operator.\nAn operator is being called. Please stay on the line.','\n',char(10)),0);
INSERT INTO turns VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.1','ended',0,946684899072,'','{"kind":"hung_up","reason":"busy"}','',0);
INSERT INTO turns VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2','ended',0,946684899285,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.2','ended',0,946684900072,'','{"kind":"hung_up","reason":"busy"}','',0);
INSERT INTO turns VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3','ended',0,946684900285,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.3','ended',0,946684903072,'','{"kind":"hung_up","reason":"busy"}','',0);
INSERT INTO turns VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.4','ended',0,946684904072,'','{"kind":"hung_up","reason":"busy"}','',0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','6',7,946684908929,'waiting_operator','{"kind":"silence"}',replace('An operator is being called. Please stay on the line.\nWe are calling Mei Chen and Raj Patel now. Please stay on the line.','\n',char(10)),0);
INSERT INTO turns VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3','ended',0,946684910285,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4','ended',0,946684911285,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('CAfd2f3047c05e05dd444e2d70589b98fb','4',5,946684914714,'waiting_operator','{"kind":"silence"}','An operator is being called. Please stay on the line.',0);
INSERT INTO turns VALUES('CAfd2f3047c05e05dd444e2d70589b98fb','summon-OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285:14:0',6,946684919285,'waiting_operator','{"kind":"summoned"}','No operator is free at the moment. We will call you back about case C, 456, 7890 as soon as one is. Goodbye.',0);
INSERT INTO turns VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4','ended',0,946684926072,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5','ended',0,946684927072,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('CAfd2f3047c05e05dd444e2d70589b98fb','ended',6,946684928499,'callback_promised','{"kind":"hung_up","reason":"completed"}','',0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','7',8,946684936501,'waiting_operator','{"kind":"silence"}',replace('An operator is being called. Please stay on the line.\nWe are calling Dana Brooks now. Please stay on the line.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6','ended',0,946684952072,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','summon-OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072:10:0',9,946684959072,'waiting_operator','{"kind":"summoned"}',replace('No operator is free yet. We keep calling the duty manager; let us go on with the questions.\nWhat is wrong? Most users cannot get in: press 1. The server hangs or crashes: press 2. Suppliers cannot get in: press 3. Users'' work is down 80 percent: press 4. The server is 80 percent slower: press 5.','\n',char(10)),0);
INSERT INTO turns VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7','ended',0,946684977072,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8','ended',0,946684978072,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9','ended',0,946684979072,'','{"kind":"hung_up","reason":"no_answer"}','',0);
INSERT INTO turns VALUES('CA7f15ef1f2b5be3e97a50f6581acc7e7a','9',10,946684989072,'q1','{"kind":"silence"}',replace('We did not hear anything.\nWhat is wrong? Most users cannot get in: press 1. The server hangs or crashes: press 2. Suppliers cannot get in: press 3. Users'' work is down 80 percent: press 4. The server is 80 percent slower: press 5.','\n',char(10)),0);
INSERT INTO turns VALUES('CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','0',1,946685009285,'','{"kind":"began"}',replace('Example Support。生产系统停机，请按1；查询已有工单，请按2；报告新问题，请按3；转人工，请按0。\nFor English, press 9.\nPour le français, tapez 9.','\n',char(10)),0);
INSERT INTO turns VALUES('CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','1',2,946685009285,'main','{"kind":"keys","keys":"1"}','所有生产工作都停了吗？是，请按1；不是，请按2。',0);
INSERT INTO turns VALUES('CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','2',3,946685009285,'qualify','{"kind":"keys","keys":"1"}','是关于工单C，345，6789吗？是，请按1；不是，请按2。',0);
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
INSERT INTO answers VALUES('CA9c3c0da77b8847d3874ad54c764fee22',5,'q1_category','3','3',946684807000,'');
INSERT INTO answers VALUES('CA9c3c0da77b8847d3874ad54c764fee22',6,'q2_total_users','450','450',946684807000,'');
INSERT INTO answers VALUES('CA9c3c0da77b8847d3874ad54c764fee22',7,'q3_impacted_users','430','430',946684807000,'');
INSERT INTO answers VALUES('CA9c3c0da77b8847d3874ad54c764fee22',8,'q5_hours_down','3','3#',946684810000,'');
INSERT INTO answers VALUES('CA9c3c0da77b8847d3874ad54c764fee22',9,'technical_contact','caller','1',946684810000,'');
INSERT INTO answers VALUES('CA9c3c0da77b8847d3874ad54c764fee22',10,'q4_actions','http://carrier.test/2010-04-01/Accounts/AC156df41e93a9c7b1d9d2ebe8e3d7e47e/Recordings/REd17ff5840a9a9ff2e8820db0f97d4d58','#',946684820214,'http://carrier.test/2010-04-01/Accounts/AC156df41e93a9c7b1d9d2ebe8e3d7e47e/Recordings/REd17ff5840a9a9ff2e8820db0f97d4d58');
CREATE TABLE recordings (
    sid       TEXT PRIMARY KEY,
    call      TEXT NOT NULL REFERENCES calls (id),
    turn      TEXT NOT NULL,
    url       TEXT NOT NULL,
    status    TEXT NOT NULL,
    length_ms BIGINT NOT NULL CHECK (length_ms >= 0),
    at        BIGINT NOT NULL
);
INSERT INTO recordings VALUES('REd17ff5840a9a9ff2e8820db0f97d4d58','CA9c3c0da77b8847d3874ad54c764fee22','9','http://carrier.test/2010-04-01/Accounts/AC156df41e93a9c7b1d9d2ebe8e3d7e47e/Recordings/REd17ff5840a9a9ff2e8820db0f97d4d58','completed',1000,946684820214);
CREATE TABLE page_calls (
    page TEXT NOT NULL REFERENCES pages (id),
    call TEXT NOT NULL REFERENCES calls (id),
    PRIMARY KEY (page, call)
);
INSERT INTO page_calls VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22','CA9c3c0da77b8847d3874ad54c764fee22');
INSERT INTO page_calls VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22','ED-CA9c3c0da77b8847d3874ad54c764fee22.2');
INSERT INTO page_calls VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','CA7f15ef1f2b5be3e97a50f6581acc7e7a');
INSERT INTO page_calls VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','CAfd2f3047c05e05dd444e2d70589b98fb');
INSERT INTO page_calls VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','CA7f15ef1f2b5be3e97a50f6581acc7e7a');
INSERT INTO page_calls VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','CA836b7ee6ebbbc68d6f89ec0d4ecd2aed');
CREATE TABLE page_events (
    page  TEXT NOT NULL REFERENCES pages (id),
    n     INTEGER NOT NULL,
    at    BIGINT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (page, n)
);
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',1,946684800000,'{"kind":"declared","at":"2000-01-01T00:00:00Z","call":"CA9c3c0da77b8847d3874ad54c764fee22","case":"C1234567","contract":"100100","language":"en","from":"+14155550123","flags":["case_unconfirmed"]}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',2,946684800000,'{"kind":"placed","at":"2000-01-01T00:00:00Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","sid":"CA4015257048cb4ee146115d56677a62db","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',3,946684800000,'{"kind":"identified","at":"2000-01-01T00:00:00Z","call":"CA9c3c0da77b8847d3874ad54c764fee22","case":"C1234567","contract":"100100","company":"Acme","language":"en","from":"+14155550123"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',4,946684800000,'{"kind":"ringing","at":"2000-01-01T00:00:00Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","sid":"CA4015257048cb4ee146115d56677a62db","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',5,946684820214,'{"kind":"holding","at":"2000-01-01T00:00:20.214Z","call":"CA9c3c0da77b8847d3874ad54c764fee22"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',6,946684820214,'{"kind":"picked_up","at":"2000-01-01T00:00:20.214Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","sid":"CA4015257048cb4ee146115d56677a62db","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',7,946684826571,'{"kind":"key","at":"2000-01-01T00:00:26.571Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22","reason":"1"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',8,946684826571,'{"kind":"accepted","at":"2000-01-01T00:00:26.571Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',9,946684828428,'{"kind":"joined","at":"2000-01-01T00:00:28.428Z","call":"CA9c3c0da77b8847d3874ad54c764fee22","sid":"CA9c3c0da77b8847d3874ad54c764fee22","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',10,946684831857,'{"kind":"call_ended","at":"2000-01-01T00:00:31.857Z","call":"CA9c3c0da77b8847d3874ad54c764fee22","reason":"completed"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',11,946684831857,'{"kind":"joined","at":"2000-01-01T00:00:31.857Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","sid":"CA4015257048cb4ee146115d56677a62db","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',12,946684831857,'{"kind":"wrapping","at":"2000-01-01T00:00:31.857Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',13,946684831857,'{"kind":"outcome","at":"2000-01-01T00:00:31.857Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22","outcome":"working"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',14,946684831857,'{"kind":"left","at":"2000-01-01T00:00:31.857Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","sid":"CA4015257048cb4ee146115d56677a62db","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22"}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',15,946684831857,'{"kind":"essential","at":"2000-01-01T00:00:31.857Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22","yes":true}');
INSERT INTO page_events VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',16,946684834857,'{"kind":"call_ended","at":"2000-01-01T00:00:34.857Z","call":"ED-CA9c3c0da77b8847d3874ad54c764fee22.1","page":"ED-CA9c3c0da77b8847d3874ad54c764fee22","reason":"completed"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',1,946684849285,'{"kind":"declared","at":"2000-01-01T00:00:49.285Z","call":"CA7f15ef1f2b5be3e97a50f6581acc7e7a","case":"C5678901","contract":"500500","language":"en","from":"+14155550155","flags":["case_unconfirmed"]}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',2,946684849285,'{"kind":"placed","at":"2000-01-01T00:00:49.285Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1","sid":"CA8dd089847d88f04e67ce6a7fdb6dfa1c","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',3,946684849285,'{"kind":"ringing","at":"2000-01-01T00:00:49.285Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1","sid":"CA8dd089847d88f04e67ce6a7fdb6dfa1c","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',1,946684859285,'{"kind":"operator_wanted","at":"2000-01-01T00:00:59.285Z","call":"CAfd2f3047c05e05dd444e2d70589b98fb","case":"C4567890","language":"en"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',2,946684859285,'{"kind":"placed","at":"2000-01-01T00:00:59.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1","sid":"CA10cfde8bc563f8417824956590b41d53","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',3,946684859285,'{"kind":"ringing","at":"2000-01-01T00:00:59.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1","sid":"CA10cfde8bc563f8417824956590b41d53","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',4,946684860285,'{"kind":"placed","at":"2000-01-01T00:01:00.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2","sid":"CAc4113dabbcbb7f5db333867b301acadb","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',5,946684860285,'{"kind":"ringing","at":"2000-01-01T00:01:00.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2","sid":"CAc4113dabbcbb7f5db333867b301acadb","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',4,946684874285,'{"kind":"call_ended","at":"2000-01-01T00:01:14.285Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',5,946684874285,'{"kind":"placed","at":"2000-01-01T00:01:14.285Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2","sid":"CAaeb4c89e16ef519306cd172130f24855","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',6,946684874285,'{"kind":"ringing","at":"2000-01-01T00:01:14.285Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2","sid":"CAaeb4c89e16ef519306cd172130f24855","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',7,946684875285,'{"kind":"placed","at":"2000-01-01T00:01:15.285Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3","sid":"CAcb5d2f41c772d9f506d30e07e9cf52c7","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',8,946684875285,'{"kind":"ringing","at":"2000-01-01T00:01:15.285Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3","sid":"CAcb5d2f41c772d9f506d30e07e9cf52c7","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',6,946684884285,'{"kind":"call_ended","at":"2000-01-01T00:01:24.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285","reason":"no_answer"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',7,946684885285,'{"kind":"call_ended","at":"2000-01-01T00:01:25.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285","reason":"no_answer"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',8,946684885285,'{"kind":"placed","at":"2000-01-01T00:01:25.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3","sid":"CAd7b651f1ca9a49c0e0e0805431657435","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',9,946684885285,'{"kind":"ringing","at":"2000-01-01T00:01:25.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3","sid":"CAd7b651f1ca9a49c0e0e0805431657435","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',10,946684886285,'{"kind":"placed","at":"2000-01-01T00:01:26.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4","sid":"CA48ebc86e1f2cfe3ea9ee4c44e39395cd","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',11,946684886285,'{"kind":"ringing","at":"2000-01-01T00:01:26.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4","sid":"CA48ebc86e1f2cfe3ea9ee4c44e39395cd","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285"}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',1,946684899072,'{"kind":"operator_wanted","at":"2000-01-01T00:01:39.072Z","call":"CA7f15ef1f2b5be3e97a50f6581acc7e7a","case":"C5678901","language":"en"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',9,946684899072,'{"kind":"holding","at":"2000-01-01T00:01:39.072Z","call":"CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',2,946684899072,'{"kind":"placed","at":"2000-01-01T00:01:39.072Z","call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.1","sid":"CA89855e9cbef8caf529244c740b796578","page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072"}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',3,946684899072,'{"kind":"call_ended","at":"2000-01-01T00:01:39.072Z","call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.1","page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072","reason":"busy"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',10,946684899285,'{"kind":"call_ended","at":"2000-01-01T00:01:39.285Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","reason":"no_answer"}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',4,946684900072,'{"kind":"placed","at":"2000-01-01T00:01:40.072Z","call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.2","sid":"CA8db47ef252e4e796619d5320047c7c6c","page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072"}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',5,946684900072,'{"kind":"call_ended","at":"2000-01-01T00:01:40.072Z","call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.2","page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072","reason":"busy"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',11,946684900285,'{"kind":"call_ended","at":"2000-01-01T00:01:40.285Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',12,946684901072,'{"kind":"placed","at":"2000-01-01T00:01:41.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4","sid":"CA7e40dfd08c8618692acf6269949e6671","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',13,946684901072,'{"kind":"ringing","at":"2000-01-01T00:01:41.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4","sid":"CA7e40dfd08c8618692acf6269949e6671","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',14,946684902072,'{"kind":"placed","at":"2000-01-01T00:01:42.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5","sid":"CA767b9586d2c4a92c9acb5f05d7d41ee3","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',15,946684902072,'{"kind":"ringing","at":"2000-01-01T00:01:42.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5","sid":"CA767b9586d2c4a92c9acb5f05d7d41ee3","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',6,946684903072,'{"kind":"placed","at":"2000-01-01T00:01:43.072Z","call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.3","sid":"CA3926b6583fe50821ee1e0c7c68938064","page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072"}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',7,946684903072,'{"kind":"call_ended","at":"2000-01-01T00:01:43.072Z","call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.3","page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072","reason":"busy"}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',8,946684904072,'{"kind":"placed","at":"2000-01-01T00:01:44.072Z","call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.4","sid":"CA9ffd723030131dae491f8805bb5ee6ee","page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072"}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',9,946684904072,'{"kind":"call_ended","at":"2000-01-01T00:01:44.072Z","call":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.4","page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072","reason":"busy"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',12,946684910285,'{"kind":"call_ended","at":"2000-01-01T00:01:50.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285","reason":"no_answer"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',13,946684911285,'{"kind":"call_ended","at":"2000-01-01T00:01:51.285Z","call":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285","reason":"no_answer"}');
INSERT INTO page_events VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285',14,946684919285,'{"kind":"due","at":"2000-01-01T00:01:59.285Z","page":"OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',16,946684926072,'{"kind":"call_ended","at":"2000-01-01T00:02:06.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',17,946684927072,'{"kind":"call_ended","at":"2000-01-01T00:02:07.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',18,946684927072,'{"kind":"placed","at":"2000-01-01T00:02:07.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6","sid":"CA21745fd3725e6e4ec7f5edff7f6b572d","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',19,946684927072,'{"kind":"ringing","at":"2000-01-01T00:02:07.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6","sid":"CA21745fd3725e6e4ec7f5edff7f6b572d","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',20,946684952072,'{"kind":"call_ended","at":"2000-01-01T00:02:32.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',21,946684952072,'{"kind":"placed","at":"2000-01-01T00:02:32.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7","sid":"CAd87ddc48b43aa3356a62ffee716084b4","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',22,946684952072,'{"kind":"ringing","at":"2000-01-01T00:02:32.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7","sid":"CAd87ddc48b43aa3356a62ffee716084b4","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',23,946684953072,'{"kind":"placed","at":"2000-01-01T00:02:33.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8","sid":"CAee06b0f662cb8dedb4f93f2a4ad65be5","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',24,946684953072,'{"kind":"ringing","at":"2000-01-01T00:02:33.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8","sid":"CAee06b0f662cb8dedb4f93f2a4ad65be5","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',25,946684954072,'{"kind":"placed","at":"2000-01-01T00:02:34.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9","sid":"CA1f2214565ae38ccf7e958bbf519964d9","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',26,946684954072,'{"kind":"ringing","at":"2000-01-01T00:02:34.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9","sid":"CA1f2214565ae38ccf7e958bbf519964d9","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',27,946684959072,'{"kind":"declared","at":"2000-01-01T00:02:39.072Z","call":"CA7f15ef1f2b5be3e97a50f6581acc7e7a","case":"C5678901","contract":"500500","company":"Harborline Freight","language":"en","from":"+14155550155","flags":["no_operator","case_unconfirmed"]}');
INSERT INTO page_events VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072',10,946684959072,'{"kind":"due","at":"2000-01-01T00:02:39.072Z","page":"OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',28,946684977072,'{"kind":"call_ended","at":"2000-01-01T00:02:57.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',29,946684978072,'{"kind":"call_ended","at":"2000-01-01T00:02:58.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a',30,946684979072,'{"kind":"call_ended","at":"2000-01-01T00:02:59.072Z","call":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a","reason":"no_answer"}');
INSERT INTO page_events VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed',1,946685009285,'{"kind":"declared","at":"2000-01-01T00:03:29.285Z","call":"CA836b7ee6ebbbc68d6f89ec0d4ecd2aed","case":"C3456789","contract":"300300","language":"zh","from":"+861005550142","flags":["outside_coverage","case_unconfirmed"]}');
INSERT INTO page_events VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed',2,946685009285,'{"kind":"placed","at":"2000-01-01T00:03:29.285Z","call":"ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed.1","sid":"CAfd3c3c82e0e4de18af0ef93287cfc18a","page":"ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed"}');
INSERT INTO page_events VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed',3,946685009285,'{"kind":"ringing","at":"2000-01-01T00:03:29.285Z","call":"ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed.1","sid":"CAfd3c3c82e0e4de18af0ef93287cfc18a","page":"ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed"}');
CREATE TABLE attempts (
    leg       TEXT PRIMARY KEY,
    page      TEXT NOT NULL REFERENCES pages (id),
    purpose   TEXT NOT NULL CHECK (purpose IN ('manager', 'operator', 'callback', 'stand_down')),
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
INSERT INTO attempts VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1','ED-CA9c3c0da77b8847d3874ad54c764fee22','manager','mei','+14155550101',0,1,946684800000,946684800000,946684800000,946684820214,946684834857,'completed','1',0,0);
INSERT INTO attempts VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.2','ED-CA9c3c0da77b8847d3874ad54c764fee22','callback',NULL,'+14155550123',0,1,946684831857,NULL,NULL,NULL,946684831857,'canceled','',0,0);
INSERT INTO attempts VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','manager','mei','+14155550101',0,1,946684849285,946684849285,946684849285,NULL,946684874285,'no_answer','',0,0);
INSERT INTO attempts VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1','OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','operator','sam','+14155550111',0,1,946684859285,946684859285,946684859285,NULL,946684884285,'no_answer','',0,0);
INSERT INTO attempts VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2','OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','operator','elodie','+33199005678',0,1,946684859285,946684860285,946684860285,NULL,946684885285,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','manager','raj','+14155550102',0,2,946684874285,946684874285,946684874285,NULL,946684899285,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','manager','mei','+14155550101',0,2,946684874285,946684875285,946684875285,NULL,946684900285,'no_answer','',0,0);
INSERT INTO attempts VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3','OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','operator','sam','+14155550111',0,2,946684885285,946684885285,946684885285,NULL,946684910285,'no_answer','',0,0);
INSERT INTO attempts VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4','OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285','operator','elodie','+33199005678',0,2,946684885285,946684886285,946684886285,NULL,946684911285,'no_answer','',0,0);
INSERT INTO attempts VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.1','OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','operator','sam','+14155550111',0,1,946684899072,946684899072,NULL,NULL,946684899072,'busy','',0,0);
INSERT INTO attempts VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.2','OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','operator','elodie','+33199005678',0,1,946684899072,946684900072,NULL,NULL,946684900072,'busy','',0,0);
INSERT INTO attempts VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.3','OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','operator','sam','+14155550111',0,2,946684900072,946684903072,NULL,NULL,946684903072,'busy','',0,0);
INSERT INTO attempts VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.4','OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072','operator','elodie','+33199005678',0,2,946684900072,946684904072,NULL,NULL,946684904072,'busy','',0,0);
INSERT INTO attempts VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','manager','mei','+14155550101',0,3,946684900285,946684901072,946684901072,NULL,946684926072,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','manager','raj','+14155550102',0,3,946684900285,946684902072,946684902072,NULL,946684927072,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','manager','dana','+14155550103',0,4,946684927072,946684927072,946684927072,NULL,946684952072,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','manager','victor','+14155550104',0,5,946684952072,946684952072,946684952072,NULL,946684977072,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','manager','sam','+14155550111',0,5,946684952072,946684953072,946684953072,NULL,946684978072,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','manager','elodie','+33199005678',0,5,946684952072,946684954072,946684954072,NULL,946684979072,'no_answer','',0,0);
INSERT INTO attempts VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed.1','ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','manager','mei','+14155550101',0,1,946685009285,946685009285,946685009285,NULL,NULL,NULL,'',0,0);
CREATE TABLE accepts (
    page   TEXT NOT NULL REFERENCES pages (id),
    round  INTEGER NOT NULL,
    person TEXT NOT NULL,
    leg    TEXT NOT NULL, -- empty: by SMS
    at     BIGINT NOT NULL,
    PRIMARY KEY (page, round)
);
INSERT INTO accepts VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',0,'mei','ED-CA9c3c0da77b8847d3874ad54c764fee22.1',946684826571);
CREATE TABLE outcomes (
    page      TEXT NOT NULL REFERENCES pages (id),
    n         INTEGER NOT NULL, -- of the page's event
    outcome   TEXT,
    essential BOOLEAN,
    given_by  TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (page, n)
);
INSERT INTO outcomes VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',13,'working',NULL,'mei',946684831857);
INSERT INTO outcomes VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22',15,'working',1,'mei',946684831857);
CREATE TABLE messages (
    id        TEXT PRIMARY KEY,
    page      TEXT REFERENCES pages (id),
    to_number TEXT NOT NULL,
    key       TEXT NOT NULL,
    language  TEXT NOT NULL,
    data      TEXT NOT NULL,
    at        BIGINT NOT NULL
);
INSERT INTO messages VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22:sms_page:mei:0','ED-CA9c3c0da77b8847d3874ad54c764fee22','+14155550101','sms_page','en','{"Accepter":"","Case":"C1234567","Category":"","Customer":"Acme","Reason":""}',946684800000);
INSERT INTO messages VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a:sms_page:mei:0','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','+14155550101','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684849285);
INSERT INTO messages VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a:sms_page:raj:0','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','+14155550102','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684874285);
INSERT INTO messages VALUES('owed:CAfd2f3047c05e05dd444e2d70589b98fb:sam',NULL,'+14155550111','sms_operator','en','{"Case":"C4567890","Customer":"Brightwater Books","Language":"language_en","Phone":"+14155550144"}',946684919285);
INSERT INTO messages VALUES('owed:CAfd2f3047c05e05dd444e2d70589b98fb:elodie',NULL,'+33199005678','sms_operator','fr','{"Case":"C4567890","Customer":"Brightwater Books","Language":"language_en","Phone":"+14155550144"}',946684919285);
INSERT INTO messages VALUES('callback:CAfd2f3047c05e05dd444e2d70589b98fb',NULL,'+14155550144','sms_callback','en','{"Case":"C4567890","Support":"Example Support"}',946684919285);
INSERT INTO messages VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a:sms_page:dana:0','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','+14155550103','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684927072);
INSERT INTO messages VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a:sms_page:victor:0','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','+14155550104','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684952072);
INSERT INTO messages VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a:sms_page:sam:0','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','+14155550111','sms_page','en','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684952072);
INSERT INTO messages VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a:sms_page:elodie:0','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','+33199005678','sms_page','fr','{"Accepter":"","Case":"C5678901","Category":"","Customer":"Harborline Freight","Reason":""}',946684952072);
INSERT INTO messages VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed:sms_page:mei:0','ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','+14155550101','sms_page','en','{"Accepter":"","Case":"C3456789","Category":"","Customer":"华东制造","Reason":""}',946685009285);
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
INSERT INTO callbacks VALUES('CAfd2f3047c05e05dd444e2d70589b98fb',946684919285,'+14155550144','C4567890','en','no operator in time',NULL);
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
INSERT INTO work VALUES('due:ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','event','ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a','{"kind":"due","at":"0001-01-01T00:00:00Z","page":"ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a"}',-1,946684979072002,946685072072,946685072072,'pending',0,0,'');
INSERT INTO work VALUES('due:ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','event','ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed','{"kind":"due","at":"0001-01-01T00:00:00Z","page":"ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed"}',-1,946685009285018,946685049285,946685049285,'pending',0,0,'');
CREATE TABLE inbox (
    key TEXT PRIMARY KEY,
    at  BIGINT NOT NULL
);
INSERT INTO inbox VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1/initiated',946684800000);
INSERT INTO inbox VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1/ringing',946684800000);
INSERT INTO inbox VALUES('ED-CA9c3c0da77b8847d3874ad54c764fee22.1/in-progress',946684820214);
INSERT INTO inbox VALUES('CFd0092b48793bcbe3d280d1e44cbd99c3/1participant-join',946684828428);
INSERT INTO inbox VALUES('CFd0092b48793bcbe3d280d1e44cbd99c3/2participant-join',946684831857);
INSERT INTO inbox VALUES('CFd0092b48793bcbe3d280d1e44cbd99c3/4participant-leave',946684831857);
INSERT INTO inbox VALUES('CFd0092b48793bcbe3d280d1e44cbd99c3/5participant-leave',946684831857);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1/initiated',946684849285);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.1/ringing',946684849285);
INSERT INTO inbox VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1/initiated',946684859285);
INSERT INTO inbox VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.1/ringing',946684859285);
INSERT INTO inbox VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2/initiated',946684860285);
INSERT INTO inbox VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.2/ringing',946684860285);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2/initiated',946684874285);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.2/ringing',946684874285);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3/initiated',946684875285);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.3/ringing',946684875285);
INSERT INTO inbox VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3/initiated',946684885285);
INSERT INTO inbox VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.3/ringing',946684885285);
INSERT INTO inbox VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4/initiated',946684886285);
INSERT INTO inbox VALUES('OP-CAfd2f3047c05e05dd444e2d70589b98fb-946684859285.4/ringing',946684886285);
INSERT INTO inbox VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.1/initiated',946684899072);
INSERT INTO inbox VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.2/initiated',946684900072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4/initiated',946684901072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.4/ringing',946684901072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5/initiated',946684902072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.5/ringing',946684902072);
INSERT INTO inbox VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.3/initiated',946684903072);
INSERT INTO inbox VALUES('OP-CA7f15ef1f2b5be3e97a50f6581acc7e7a-946684899072.4/initiated',946684904072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6/initiated',946684927072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.6/ringing',946684927072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7/initiated',946684952072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.7/ringing',946684952072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8/initiated',946684953072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.8/ringing',946684953072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9/initiated',946684954072);
INSERT INTO inbox VALUES('ED-CA7f15ef1f2b5be3e97a50f6581acc7e7a.9/ringing',946684954072);
INSERT INTO inbox VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed.1/initiated',946685009285);
INSERT INTO inbox VALUES('ED-CA836b7ee6ebbbc68d6f89ec0d4ecd2aed.1/ringing',946685009285);
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters VALUES('ready',946685014285);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('goose_db_version',2);
CREATE INDEX cases_of_contract ON cases (contract, opened);
CREATE UNIQUE INDEX one_page_a_case ON pages (case_number)
    WHERE kind = 'edown' AND state IN ('ringing', 'accepted') AND case_number IS NOT NULL;
CREATE INDEX pages_by_start ON pages (started);
CREATE INDEX calls_of_number ON calls (from_number, ended);
CREATE INDEX calls_of_page ON calls (page);
CREATE INDEX pages_of_call ON page_calls (call);
CREATE INDEX attempts_of_page ON attempts (page);
CREATE INDEX attempts_on_phone ON attempts (phone);
CREATE INDEX work_due ON work (due_at);
CREATE INDEX work_in_time ON work (kind, due_at, seq);
CREATE INDEX work_in_urgency ON work (kind, urgency, seq);
CREATE INDEX work_in_hand ON work (lane) WHERE state = 'claimed';
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
COMMIT;
