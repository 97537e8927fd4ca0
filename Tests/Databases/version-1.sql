-- Rows of a database of version 1: two scenarios of webhook-samples, taken in and judged by that version.
INSERT INTO person(id,role,name,email) VALUES ('P-1001', 'participant', 'Ana Torres', NULL);
INSERT INTO person(id,role,name,email) VALUES ('P-1002', 'participant', 'Ben Okafor', NULL);
INSERT INTO person(id,role,name,email) VALUES ('P-1003', 'participant', 'Carmen Diaz', NULL);
INSERT INTO person(id,role,name,email) VALUES ('P-1004', 'participant', 'Dmitri Volkov', NULL);
INSERT INTO person(id,role,name,email) VALUES ('james.wright', 'court-rep', 'James Wright', 'james.wright@example.com');
INSERT INTO person(id,role,name,email) VALUES ('maria.lopez', 'court-rep', 'Maria Lopez', 'maria.lopez@example.com');
INSERT INTO person(id,role,name,email) VALUES ('sam.patel', 'administrator', 'Sam Patel', 'sam.patel@example.com');
INSERT INTO participant(person,case_number,court_rep,time_zone,meetings_per_week,meetings_in_total,minimum_minutes,join_code) VALUES ('P-1001', 'CR-2026-00123', 'maria.lopez', 'America/New_York', 3, 90, NULL, 'K7QN');
INSERT INTO participant(person,case_number,court_rep,time_zone,meetings_per_week,meetings_in_total,minimum_minutes,join_code) VALUES ('P-1002', 'CR-2026-00217', 'maria.lopez', 'America/New_York', 2, 48, 45, 'TP85');
INSERT INTO participant(person,case_number,court_rep,time_zone,meetings_per_week,meetings_in_total,minimum_minutes,join_code) VALUES ('P-1003', 'CR-2026-00308', 'james.wright', 'America/Chicago', 1, NULL, NULL, 'D4Y9');
INSERT INTO participant(person,case_number,court_rep,time_zone,meetings_per_week,meetings_in_total,minimum_minutes,join_code) VALUES ('P-1004', 'DV-2026-0041', 'james.wright', 'America/New_York', NULL, 26, NULL, '53YH');
INSERT INTO identity(kind,value,participant) VALUES ('code', 'K7QN', 'P-1001');
INSERT INTO identity(kind,value,participant) VALUES ('email', 'ana.torres@example.com', 'P-1001');
INSERT INTO identity(kind,value,participant) VALUES ('phone', '12025550143', 'P-1001');
INSERT INTO identity(kind,value,participant) VALUES ('code', 'TP85', 'P-1002');
INSERT INTO identity(kind,value,participant) VALUES ('email', 'ben.okafor@example.com', 'P-1002');
INSERT INTO identity(kind,value,participant) VALUES ('email', 'ben@work.example.com', 'P-1002');
INSERT INTO identity(kind,value,participant) VALUES ('registrant', 'r-ben', 'P-1002');
INSERT INTO identity(kind,value,participant) VALUES ('code', 'D4Y9', 'P-1003');
INSERT INTO identity(kind,value,participant) VALUES ('email', 'carmen.diaz@example.com', 'P-1003');
INSERT INTO identity(kind,value,participant) VALUES ('code', '53YH', 'P-1004');
INSERT INTO identity(kind,value,participant) VALUES ('name', 'dima v.', 'P-1004');
INSERT INTO identity(kind,value,participant) VALUES ('name', 'dmitri volkov', 'P-1004');
INSERT INTO meeting(id,number,name,program,join_link,weekdays,start_minute,duration_minutes,time_zone) VALUES ('open-talk', '89512345678', 'Monthly talk', NULL, 'https://zoom.us/w/89512345678?tk=example', NULL, NULL, NULL, NULL);
INSERT INTO meeting(id,number,name,program,join_link,weekdays,start_minute,duration_minutes,time_zone) VALUES ('thursday-noon', '81234567890', 'Thursday at noon', 'Riverside Recovery, Inc.', 'https://zoom.us/my/riverside', '1 4', 720, 45, 'America/Chicago');
INSERT INTO meeting(id,number,name,program,join_link,weekdays,start_minute,duration_minutes,time_zone) VALUES ('tuesday-group', '84712639219', 'Tuesday evening group', 'Riverside Recovery, Inc.', 'https://us02web.zoom.us/j/84712639219', '2', 1140, 60, 'America/New_York');
INSERT INTO enrollment(participant,meeting) VALUES ('P-1001', 'open-talk');
INSERT INTO enrollment(participant,meeting) VALUES ('P-1001', 'tuesday-group');
INSERT INTO enrollment(participant,meeting) VALUES ('P-1002', 'tuesday-group');
INSERT INTO enrollment(participant,meeting) VALUES ('P-1003', 'thursday-noon');
INSERT INTO enrollment(participant,meeting) VALUES ('P-1003', 'tuesday-group');
INSERT INTO enrollment(participant,meeting) VALUES ('P-1004', 'tuesday-group');
INSERT INTO occurrence(id,uuid,number,meeting,first_received_ms,began_ms,ended_ms,slot_start_ms,slot_end_ms,deadline_ms,completed_ms,completion,stale) VALUES (1, 'cZKgcBDAfO7lN6W3qntAIw==', '84712639219', 'tuesday-group', 1795266920231, 1789513200000, 1789515000000, 1789513200000, 1789516800000, NULL, 1795266920246, 'all-left', 0);
INSERT INTO occurrence(id,uuid,number,meeting,first_received_ms,began_ms,ended_ms,slot_start_ms,slot_end_ms,deadline_ms,completed_ms,completion,stale) VALUES (2, '5z9VPdv0I8ODE9SXkANlOA==', '84712639219', 'tuesday-group', 1795266920247, 1789515120000, 1789516800000, 1789513200000, 1789516800000, NULL, 1795266920249, 'all-left', 0);
INSERT INTO occurrence(id,uuid,number,meeting,first_received_ms,began_ms,ended_ms,slot_start_ms,slot_end_ms,deadline_ms,completed_ms,completion,stale) VALUES (3, 'AEMeW9FMrj8G0mf9VTTamg==', '84712639219', 'tuesday-group', 1795266920279, 1789513200000, 1789516800000, 1789513200000, 1789516800000, NULL, 1795266921330, 'settled', 0);
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (1, 1, 1795266920231, 1795266920000, 'meeting.started', 'known', 0, x'2eef89fffc3fb7c02c814aceb7ab0c4a87bc49b77963483a93ecf29380461a50', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "cZKgcBDAfO7lN6W3qntAIw==",
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789513201868,
  "event": "meeting.started"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (2, 1, 1795266920239, 1795266920000, 'meeting.participant_joined', 'known', 0, x'c90b56e9cf2d03303b83a273fbfaed231d9a86bd845e28021fe91847d0c01f56', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "cZKgcBDAfO7lN6W3qntAIw==",
      "participant": {
        "public_ip": "203.0.113.153",
        "user_id": "16779264",
        "user_name": "Ana Torres",
        "participant_user_id": "",
        "id": "",
        "join_time": "2026-09-15T23:00:00Z",
        "email": "ana.torres@example.com",
        "participant_uuid": "565EF9A1-A550-55D9-91A4-AEEB4555C095"
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789513201720,
  "event": "meeting.participant_joined"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (3, 1, 1795266920242, 1795266920000, 'meeting.participant_left', 'known', 0, x'fe2b3a0b7e2d4b490b090a97e139a8f29c905842ad5ddf7a5fefc1a093774458', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "cZKgcBDAfO7lN6W3qntAIw==",
      "participant": {
        "leave_time": "2026-09-15T23:30:00Z",
        "public_ip": "203.0.113.153",
        "user_id": "16779264",
        "user_name": "Ana Torres",
        "registrant_id": "",
        "participant_user_id": "",
        "id": "",
        "leave_reason": "got disconnected from the meeting. Reason : Host ended the meeting.",
        "email": "ana.torres@example.com",
        "private_ip": "192.168.1.24",
        "participant_uuid": "565EF9A1-A550-55D9-91A4-AEEB4555C095"
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789515001517,
  "event": "meeting.participant_left"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (4, 1, 1795266920246, 1795266920000, 'meeting.ended', 'known', 0, x'f97b2202495387ddd52c6fd6855d39c718bc10b858867802c27de0f9902cdf58', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "cZKgcBDAfO7lN6W3qntAIw==",
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York",
      "end_time": "2026-09-15T23:30:00Z"
    }
  },
  "event_ts": 1789515001624,
  "event": "meeting.ended"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (5, 2, 1795266920247, 1795266920000, 'meeting.started', 'known', 0, x'4551e8924ac6c3cc7c8b51bdd36164f4f30f73510069a86f04c6f728f820d18b', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "5z9VPdv0I8ODE9SXkANlOA==",
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:32:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789515121873,
  "event": "meeting.started"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (6, 2, 1795266920248, 1795266920000, 'meeting.participant_joined', 'known', 0, x'952c71ed690646255691c38fcb514aa8e76235b7ef43ff8d5a5081cf97a3fbee', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "5z9VPdv0I8ODE9SXkANlOA==",
      "participant": {
        "public_ip": "203.0.113.153",
        "user_id": "16779264",
        "user_name": "Ana Torres",
        "participant_user_id": "",
        "id": "",
        "join_time": "2026-09-15T23:33:00Z",
        "email": "ana.torres@example.com",
        "participant_uuid": "9BD4BC75-E444-5445-BC0B-732B7633AFB9"
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:32:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789515181726,
  "event": "meeting.participant_joined"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (7, 2, 1795266920249, 1795266920000, 'meeting.participant_left', 'known', 0, x'f2efa68b601e5e1c157cde9f1c41aa2266177417d6872c84b549c9beae522f37', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "5z9VPdv0I8ODE9SXkANlOA==",
      "participant": {
        "leave_time": "2026-09-16T00:00:00Z",
        "public_ip": "203.0.113.153",
        "user_id": "16779264",
        "user_name": "Ana Torres",
        "registrant_id": "",
        "participant_user_id": "",
        "id": "",
        "leave_reason": "left the meeting. Reason : left the meeting",
        "email": "ana.torres@example.com",
        "private_ip": "192.168.1.24",
        "participant_uuid": "9BD4BC75-E444-5445-BC0B-732B7633AFB9"
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:32:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789516801552,
  "event": "meeting.participant_left"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (8, 2, 1795266920249, 1795266920000, 'meeting.ended', 'known', 0, x'8df2e534eef0881af6262cb20f476e7ff3ea6530e5d3665eae3e5622d69c3183', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "5z9VPdv0I8ODE9SXkANlOA==",
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:32:00Z",
      "timezone": "America/New_York",
      "end_time": "2026-09-16T00:00:00Z"
    }
  },
  "event_ts": 1789516801659,
  "event": "meeting.ended"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (9, 3, 1795266920279, 1795266920000, 'meeting.started', 'known', 0, x'9c605ff615389314ec704ded4543467f23f3ac7cf8fecadcfff1edbdbc3a1b5b', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789513201868,
  "event": "meeting.started"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (10, 3, 1795266920281, 1795266920000, 'meeting.participant_joined', 'known', 0, x'1d2579ef560f344f902ef8f29d2367e231ea2389d237f3aa72d96bac1487b44c', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "public_ip": "203.0.113.153",
        "user_id": "16779264",
        "user_name": "Ana Torres",
        "participant_user_id": "",
        "id": "",
        "join_time": "2026-09-15T23:00:00Z",
        "email": "ana.torres@example.com",
        "participant_uuid": "565EF9A1-A550-55D9-91A4-AEEB4555C095"
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789513201720,
  "event": "meeting.participant_joined"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (11, 3, 1795266920281, 1795266920000, 'meeting.participant_joined', 'known', 0, x'd92238deb8db0283cf587468ea9594d0624c76fa19de59bf7d4e5295bf4201fe', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "public_ip": "203.0.113.129",
        "user_id": "16780288",
        "user_name": "Ben Okafor",
        "participant_user_id": "",
        "id": "",
        "join_time": "2026-09-15T23:00:00Z",
        "email": "",
        "participant_uuid": "9BD4BC75-E444-5445-BC0B-732B7633AFB9"
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789513201720,
  "event": "meeting.participant_joined"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (12, 3, 1795266920291, 1795266920000, 'meeting.participant_joined', 'known', 0, x'a2ee913f65f96151b34c210dbbd0241303c064ce38e4928c4b0f4d14f5815db4', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "public_ip": "203.0.113.32",
        "user_id": "16781312",
        "user_name": "Carmen Diaz",
        "participant_user_id": "",
        "id": "",
        "join_time": "2026-09-15T23:00:00Z",
        "email": "",
        "participant_uuid": "B00CBD78-B538-57F9-B2C7-78FAAC07BD28"
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789513201720,
  "event": "meeting.participant_joined"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (13, 3, 1795266920291, 1795266920000, 'meeting.participant_joined', 'known', 0, x'8665d54ee0229f905fc7a54baed144fbd42f266c0616e1a2eb9e3450af0fac4c', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "public_ip": "203.0.113.100",
        "user_id": "16782336",
        "user_name": "Dmitri Volkov",
        "participant_user_id": "",
        "id": "",
        "join_time": "2026-09-15T23:00:00Z",
        "email": "",
        "participant_uuid": "EF6E907A-8746-5799-A799-2134AA15F3A1"
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789513201720,
  "event": "meeting.participant_joined"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (14, 3, 1795266920294, 1795266920000, 'meeting.sharing_started', 'known', 0, x'00a720c5ec92f29dacc2179bac420725344ad7dd32bddbffe93e8c5710b91a2c', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "id": "",
        "user_id": "16779264",
        "user_name": "Ana Torres",
        "sharing_details": {
          "content": "application",
          "link_source": "in_meeting",
          "file_link": "",
          "source": "",
          "date_time": "2026-09-15T23:35:00Z"
        }
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789515301419,
  "event": "meeting.sharing_started"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (15, 3, 1795266920297, 1795266920000, 'meeting.sharing_ended', 'known', 0, x'd16e60ce49900d6efda92709ae2b2d28b3c311b57934d073a3f1901c4fb741b7', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "id": "",
        "user_id": "16779264",
        "user_name": "Ana Torres",
        "sharing_details": {
          "content": "application",
          "link_source": "in_meeting",
          "file_link": "",
          "source": "",
          "date_time": "2026-09-15T23:40:00Z"
        }
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789515601168,
  "event": "meeting.sharing_ended"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (16, 3, 1795266920298, 1795266920000, 'meeting.participant_qos', 'known', 0, x'1ef8c7508ed3fc7c152881fec97a41e249ed6b4be6d5c8ee3cc2211f30694626', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "participant_id": "9BD4BC75-E444-5445-BC0B-732B7633AFB9",
        "user_name": "Ben Okafor",
        "id": "",
        "email": "",
        "date_time": "2026-09-15T23:49:00Z",
        "qos": [
          {
            "type": "audio_output",
            "details": {
              "bitrate": "27 kbps",
              "latency": "40 ms",
              "jitter": "3 ms",
              "avg_loss": "0.0%",
              "max_loss": "0.0%"
            }
          },
          {
            "type": "video_output",
            "details": {
              "bitrate": "391 kbps",
              "latency": "41 ms",
              "jitter": "2 ms",
              "avg_loss": "0.0%",
              "max_loss": "0.0%",
              "resolution": "640*360",
              "frame_rate": "24 fps"
            }
          }
        ]
      }
    }
  },
  "event_ts": 1789516141439,
  "event": "meeting.participant_qos"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (17, 3, 1795266920315, 1795266920000, 'meeting.participant_qos', 'known', 0, x'fcd5f7c34b3ac777cbe26eddf5e315d53859cfa688b45dabdfc432db19d5c819', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "participant_id": "9BD4BC75-E444-5445-BC0B-732B7633AFB9",
        "user_name": "Ben Okafor",
        "id": "",
        "email": "",
        "date_time": "2026-09-15T23:50:00Z",
        "qos": [
          {
            "type": "audio_output",
            "details": {
              "bitrate": "27 kbps",
              "latency": "40 ms",
              "jitter": "3 ms",
              "avg_loss": "0.0%",
              "max_loss": "0.0%"
            }
          },
          {
            "type": "video_output",
            "details": {
              "bitrate": "391 kbps",
              "latency": "41 ms",
              "jitter": "2 ms",
              "avg_loss": "0.0%",
              "max_loss": "0.0%",
              "resolution": "640*360",
              "frame_rate": "24 fps"
            }
          }
        ]
      }
    }
  },
  "event_ts": 1789516201431,
  "event": "meeting.participant_qos"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (18, 3, 1795266920323, 1795266920000, 'meeting.participant_role_changed', 'known', 0, x'3712e442e5d9783408985fd6b863861e74672b6583db8c5b717bcd54f97138c8', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "date_time": "2026-09-15T23:20:00Z",
        "public_ip": "203.0.113.32",
        "user_id": "16781312",
        "user_name": "Carmen Diaz",
        "participant_user_id": "",
        "id": "",
        "email": "",
        "participant_uuid": "B00CBD78-B538-57F9-B2C7-78FAAC07BD28",
        "old_role": "attendee",
        "new_role": "co-host"
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789514401032,
  "event": "meeting.participant_role_changed"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (19, 3, 1795266920324, 1795266920000, 'meeting.breakout_room_sharing_started', 'known', 0, x'51d192de4caf926d140d15669a012b8c49a3fa38b8136ae02d66a5f4bb3db683', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "participant": {
        "id": "",
        "user_id": "16782336",
        "user_name": "Dmitri Volkov",
        "sharing_details": {
          "content": "application",
          "link_source": "in_meeting",
          "file_link": "",
          "source": "",
          "date_time": "2026-09-15T23:30:00Z"
        }
      },
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York"
    }
  },
  "event_ts": 1789515001610,
  "event": "meeting.breakout_room_sharing_started"
}
' AS BLOB));
INSERT INTO delivery(id,occurrence,received_ms,sent_ms,event,understanding,late_signed,digest,body) VALUES (20, 3, 1795266920326, 1795266920000, 'meeting.ended', 'known', 0, x'485b50ca7791b8a23f225b8ed3a9835c8c1a731179197c87b86531de827c4b2a', CAST('{
  "payload": {
    "account_id": "qTn3kV0eSm-5dY8hXcJw2A",
    "object": {
      "uuid": "AEMeW9FMrj8G0mf9VTTamg==",
      "id": "84712639219",
      "type": 8,
      "topic": "Tuesday evening group",
      "host_id": "Zk9mB4uLRYyT7oVdHs1PxA",
      "duration": 60,
      "start_time": "2026-09-15T23:00:00Z",
      "timezone": "America/New_York",
      "end_time": "2026-09-16T00:00:00Z"
    }
  },
  "event_ts": 1789516801659,
  "event": "meeting.ended"
}
' AS BLOB));
INSERT INTO attendance(occurrence,participant,proven_ms,inferred_ms,corrected_ms,present_since_ms,first_ms,last_ms,connections,strength,matched_by,flags,proven,inferred,corrected) VALUES (1, 'P-1001', 1800000, 0, 0, NULL, 1789513200000, 1789515000000, 1, 'signed-in', 'email', '', '1789513200000/1789515000000', '', '');
INSERT INTO attendance(occurrence,participant,proven_ms,inferred_ms,corrected_ms,present_since_ms,first_ms,last_ms,connections,strength,matched_by,flags,proven,inferred,corrected) VALUES (2, 'P-1001', 1620000, 0, 0, NULL, 1789515180000, 1789516800000, 1, 'signed-in', 'email', '', '1789515180000/1789516800000', '', '');
INSERT INTO attendance(occurrence,participant,proven_ms,inferred_ms,corrected_ms,present_since_ms,first_ms,last_ms,connections,strength,matched_by,flags,proven,inferred,corrected) VALUES (3, 'P-1001', 2400000, 1200000, 0, NULL, 1789513200000, 1789515600000, 1, 'signed-in', 'email', 'inferred-leave', '1789513200000/1789515600000', '1789515600000/1789516800000', '');
INSERT INTO attendance(occurrence,participant,proven_ms,inferred_ms,corrected_ms,present_since_ms,first_ms,last_ms,connections,strength,matched_by,flags,proven,inferred,corrected) VALUES (3, 'P-1004', 1800000, 1800000, 0, NULL, 1789513200000, 1789515000000, 1, 'name', 'name', 'inferred-leave', '1789513200000/1789515000000', '1789515000000/1789516800000', '');
INSERT INTO unmatched(occurrence,attendee,proven_ms,inferred_ms,first_ms,last_ms,connections,reason) VALUES (3, '9BD4BC75-E444-5445-BC0B-732B7633AFB9', 3000000, 600000, 1789513200000, 1789516200000, 1, 'nobody');
INSERT INTO unmatched(occurrence,attendee,proven_ms,inferred_ms,first_ms,last_ms,connections,reason) VALUES (3, 'B00CBD78-B538-57F9-B2C7-78FAAC07BD28', 1200000, 2400000, 1789513200000, 1789514400000, 1, 'nobody');
INSERT INTO case_sequence(digits,last) VALUES ('202600123', 3);
INSERT INTO case_sequence(digits,last) VALUES ('20260041', 1);
INSERT INTO card(id,number,participant,occurrence,issued_ms,verdict,supersedes,document,hash,proof) VALUES (1, 'CC-2026-202600123-1', 'P-1001', 1, 1795266920246, 'needs-review', NULL, CAST('{"actual":{"end":"2026-09-15T23:30:00Z","start":"2026-09-15T23:00:00Z"},"completion":{"reason":"all-left","sentence":"The meeting ended, and everybody had left."},"evidence":{"deliveries":4,"digest":"d3a32f5b244efa1c898f6f59d2428410e0f41220de08b3786557a59a72f31504"},"flags":[{"id":"meeting-shorter-than-scheduled","sentence":"The meeting was too short for anybody to be there as long as needed."}],"issuedAt":"2026-11-21T13:15:20.246Z","match":{"by":"email","strength":"signed-in"},"meeting":{"id":"tuesday-group","name":"Tuesday evening group","numberLast4":"9219","occurrence":"cZKgcBDAfO7lN6W3qntAIw==","platform":"Zoom","program":"Riverside Recovery, Inc."},"number":"CC-2026-202600123-1","participant":{"caseNumber":"CR-2026-00123","courtRep":"maria.lopez","id":"P-1001","name":"Ana Torres"},"policy":{"name":"standard","version":"e24dba0ca90974eef2b9eb775f70a10957edf5d39496e76c29cfff114407ddfc"},"presence":{"connections":1,"corrected":{"intervals":[],"totalMs":0},"inferred":{"intervals":[],"totalMs":0},"proven":{"intervals":[{"end":"2026-09-15T23:30:00Z","start":"2026-09-15T23:00:00Z"}],"totalMs":1800000},"waiting":{"intervals":[],"totalMs":0}},"previous":null,"rules":[{"id":"attended-share","measured":1800000,"outcome":"needs-review","sentence":"You were there 30 of 60 minutes (50 %). Needed: 48. The meeting itself lasted 30 minutes.","threshold":2880000,"unit":"milliseconds"},{"id":"late","measured":0,"outcome":"passed","sentence":"You came on time.","threshold":600000,"unit":"milliseconds"},{"id":"left-early","measured":0,"outcome":"passed","sentence":"You stayed to the end.","threshold":600000,"unit":"milliseconds"},{"id":"minimum-minutes","measured":1800000,"outcome":"passed","sentence":"You were there 30 minutes in all. Needed: at least 5.","threshold":300000,"unit":"milliseconds"}],"scheduled":{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:00:00Z","timeZone":"America/New_York"},"schema":"court-card/1","supersedes":null,"verdict":"needs-review"}' AS BLOB), x'674fda16b4ee6548f03aa9618631f84685d2eb34593a650f3f3ab1b20a2ce3da', NULL);
INSERT INTO card(id,number,participant,occurrence,issued_ms,verdict,supersedes,document,hash,proof) VALUES (2, 'CC-2026-202600123-2', 'P-1001', 2, 1795266920249, 'needs-review', NULL, CAST('{"actual":{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:32:00Z"},"completion":{"reason":"all-left","sentence":"The meeting ended, and everybody had left."},"evidence":{"deliveries":4,"digest":"aa788ced4abe553a8b061569afc5b84f85dcec5317130c2ab8ac20ad40685936"},"flags":[{"id":"meeting-shorter-than-scheduled","sentence":"The meeting was too short for anybody to be there as long as needed."}],"issuedAt":"2026-11-21T13:15:20.249Z","match":{"by":"email","strength":"signed-in"},"meeting":{"id":"tuesday-group","name":"Tuesday evening group","numberLast4":"9219","occurrence":"5z9VPdv0I8ODE9SXkANlOA==","platform":"Zoom","program":"Riverside Recovery, Inc."},"number":"CC-2026-202600123-2","participant":{"caseNumber":"CR-2026-00123","courtRep":"maria.lopez","id":"P-1001","name":"Ana Torres"},"policy":{"name":"standard","version":"e24dba0ca90974eef2b9eb775f70a10957edf5d39496e76c29cfff114407ddfc"},"presence":{"connections":1,"corrected":{"intervals":[],"totalMs":0},"inferred":{"intervals":[],"totalMs":0},"proven":{"intervals":[{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:33:00Z"}],"totalMs":1620000},"waiting":{"intervals":[],"totalMs":0}},"previous":"674fda16b4ee6548f03aa9618631f84685d2eb34593a650f3f3ab1b20a2ce3da","rules":[{"id":"attended-share","measured":1620000,"outcome":"needs-review","sentence":"You were there 27 of 60 minutes (45 %). Needed: 48. The meeting itself lasted 28 minutes.","threshold":2880000,"unit":"milliseconds"},{"id":"late","measured":60000,"outcome":"passed","sentence":"You came 1 minute late. Allowed: 10.","threshold":600000,"unit":"milliseconds"},{"id":"left-early","measured":0,"outcome":"passed","sentence":"You stayed to the end.","threshold":600000,"unit":"milliseconds"},{"id":"minimum-minutes","measured":1620000,"outcome":"passed","sentence":"You were there 27 minutes in all. Needed: at least 5.","threshold":300000,"unit":"milliseconds"}],"scheduled":{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:00:00Z","timeZone":"America/New_York"},"schema":"court-card/1","supersedes":null,"verdict":"needs-review"}' AS BLOB), x'dc26ee1341bd18ba66fbd05588115c6c035995b04477e7cb4c21bc58cbccd297', NULL);
INSERT INTO card(id,number,participant,occurrence,issued_ms,verdict,supersedes,document,hash,proof) VALUES (3, 'CC-2026-202600123-3', 'P-1001', 3, 1795266921330, 'needs-review', NULL, CAST('{"actual":{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:00:00Z"},"completion":{"reason":"settled","sentence":"The meeting ended. Not everybody''s leaving was told in time."},"evidence":{"deliveries":12,"digest":"523ccbed46fcb8fa68b0d1230502893b9108afc9538249c0392b91fd73dfc5b9"},"flags":[{"id":"inferred-leave","sentence":"Zoom did not tell when you left, so some of the time is inferred and not proven."}],"issuedAt":"2026-11-21T13:15:21.330Z","match":{"by":"email","strength":"signed-in"},"meeting":{"id":"tuesday-group","name":"Tuesday evening group","numberLast4":"9219","occurrence":"AEMeW9FMrj8G0mf9VTTamg==","platform":"Zoom","program":"Riverside Recovery, Inc."},"number":"CC-2026-202600123-3","participant":{"caseNumber":"CR-2026-00123","courtRep":"maria.lopez","id":"P-1001","name":"Ana Torres"},"policy":{"name":"standard","version":"e24dba0ca90974eef2b9eb775f70a10957edf5d39496e76c29cfff114407ddfc"},"presence":{"connections":1,"corrected":{"intervals":[],"totalMs":0},"inferred":{"intervals":[{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:40:00Z"}],"totalMs":1200000},"proven":{"intervals":[{"end":"2026-09-15T23:40:00Z","start":"2026-09-15T23:00:00Z"}],"totalMs":2400000},"waiting":{"intervals":[],"totalMs":0}},"previous":"dc26ee1341bd18ba66fbd05588115c6c035995b04477e7cb4c21bc58cbccd297","rules":[{"id":"attended-share","measured":2400000,"outcome":"needs-review","sentence":"You were there 40 of 60 minutes (66 %) for certain, perhaps 60 minutes. Needed: 48.","threshold":2880000,"unit":"milliseconds"},{"id":"late","measured":0,"outcome":"passed","sentence":"You came on time.","threshold":600000,"unit":"milliseconds"},{"id":"left-early","measured":1200000,"outcome":"needs-review","sentence":"You left perhaps 20 minutes early: not everything was told. Allowed: 10.","threshold":600000,"unit":"milliseconds"},{"id":"minimum-minutes","measured":2400000,"outcome":"passed","sentence":"You were there 40 minutes in all. Needed: at least 5.","threshold":300000,"unit":"milliseconds"}],"scheduled":{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:00:00Z","timeZone":"America/New_York"},"schema":"court-card/1","supersedes":null,"verdict":"needs-review"}' AS BLOB), x'40659dc3760f8e43011068e4b77e6de3e0d75204e9233c98b11919e87d2ccb66', NULL);
INSERT INTO card(id,number,participant,occurrence,issued_ms,verdict,supersedes,document,hash,proof) VALUES (4, 'CC-2026-20260041-1', 'P-1004', 3, 1795266921330, 'needs-review', NULL, CAST('{"actual":{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:00:00Z"},"completion":{"reason":"settled","sentence":"The meeting ended. Not everybody''s leaving was told in time."},"evidence":{"deliveries":12,"digest":"523ccbed46fcb8fa68b0d1230502893b9108afc9538249c0392b91fd73dfc5b9"},"flags":[{"id":"inferred-leave","sentence":"Zoom did not tell when you left, so some of the time is inferred and not proven."}],"issuedAt":"2026-11-21T13:15:21.330Z","match":{"by":"name","strength":"name"},"meeting":{"id":"tuesday-group","name":"Tuesday evening group","numberLast4":"9219","occurrence":"AEMeW9FMrj8G0mf9VTTamg==","platform":"Zoom","program":"Riverside Recovery, Inc."},"number":"CC-2026-20260041-1","participant":{"caseNumber":"DV-2026-0041","courtRep":"james.wright","id":"P-1004","name":"Dmitri Volkov"},"policy":{"name":"standard","version":"e24dba0ca90974eef2b9eb775f70a10957edf5d39496e76c29cfff114407ddfc"},"presence":{"connections":1,"corrected":{"intervals":[],"totalMs":0},"inferred":{"intervals":[{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:30:00Z"}],"totalMs":1800000},"proven":{"intervals":[{"end":"2026-09-15T23:30:00Z","start":"2026-09-15T23:00:00Z"}],"totalMs":1800000},"waiting":{"intervals":[],"totalMs":0}},"previous":null,"rules":[{"id":"attended-share","measured":1800000,"outcome":"needs-review","sentence":"You were there 30 of 60 minutes (50 %) for certain, perhaps 60 minutes. Needed: 48.","threshold":2880000,"unit":"milliseconds"},{"id":"late","measured":0,"outcome":"passed","sentence":"You came on time.","threshold":600000,"unit":"milliseconds"},{"id":"left-early","measured":1800000,"outcome":"needs-review","sentence":"You left perhaps 30 minutes early: not everything was told. Allowed: 10.","threshold":600000,"unit":"milliseconds"},{"id":"minimum-minutes","measured":1800000,"outcome":"passed","sentence":"You were there 30 minutes in all. Needed: at least 5.","threshold":300000,"unit":"milliseconds"}],"scheduled":{"end":"2026-09-16T00:00:00Z","start":"2026-09-15T23:00:00Z","timeZone":"America/New_York"},"schema":"court-card/1","supersedes":null,"verdict":"needs-review"}' AS BLOB), x'e64dab43ebd7785b0ee8354fa8b86cc24e8e1411723844353c12f2d8bce64980', NULL);
