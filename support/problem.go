package support

// ProblemType is the kind of help that a caller asks for (R10). The zero value
// is unknown.
type ProblemType string

// The menu of problem types.
const (
	BreakFix        ProblemType = "break_fix" // something is broken
	HowTo           ProblemType = "how_to"
	GeneralQuestion ProblemType = "general_question"
)

// ProblemTypes returns the menu, in the order of its keys, 1 to 3.
func ProblemTypes() []ProblemType { return []ProblemType{BreakFix, HowTo, GeneralQuestion} }

// What is asked about a new problem (R8), besides the contract.
const (
	QProduct     Question = "product"
	QArea        Question = "technical_category"
	QVersion     Question = "version"
	QDateCode    Question = "date_code"
	QDescription Question = "description"
	QType        Question = "problem_type"
	QSeverity    Question = "severity"
)

// ProblemQuestions returns what is asked about a new problem, in this order. A
// missing answer never blocks (R8).
func ProblemQuestions() []Question {
	return []Question{QProduct, QArea, QVersion, QDateCode, QDescription, QType, QSeverity}
}
