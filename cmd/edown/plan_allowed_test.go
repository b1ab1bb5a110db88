package main

// allowed are the exceptions to the limits of the house, each with its reason.
var allowed = map[string]string{
	"voice/exchange: files": "a telephone exchange in a box: a verb of TwiML, a resource of REST and a page of phones have a file each",
	"voice/exchange: names": "a telephone exchange in a box: a verb of TwiML, a resource of REST and a page of phones have a file each",
	"voice/exchange.leg":    "a call as the carrier has it, which answers with every property that the carrier's API has",
	"voice/exchange.Line":   "one line of a handset's log, flat as its JSON: what its kind does not carry is empty",

	"ivr: files": "the dialogues: a part of a tree has a file, and its words and decisions stand beside it",
	"ivr: names": "the dialogues: each node that decides has a small function of its own",

	"store: files": "one Store over all tables: a table or a question has a file",
	"store: names": "one Store over all tables: a table or a question has a file",
	"operators.Tx": "everything that one decision of the desk reads and keeps in one transaction; more interfaces would only be joined again",

	"operators/paging: names": "one machine over one page: each thing that may happen to it has a small function of its own",

	"support: names": "the vocabulary: two in three names are the values of enumerations that stand once, here",
	"support.Event":  "one row of the journal, flat as its JSON: each kind has its own named field, and carries few of them",
}
