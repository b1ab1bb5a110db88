package support

// ProblemType is what kind of help is asked for (R10). The zero value is not
// said.
type ProblemType string

const (
	BreakFix        ProblemType = "break_fix" // something is broken
	HowTo           ProblemType = "how_to"
	GeneralQuestion ProblemType = "general_question"
)

// ProblemTypes are the menu, in the order of its keys, 1 to 3.
func ProblemTypes() []ProblemType { return []ProblemType{BreakFix, HowTo, GeneralQuestion} }

// What is asked of a new problem (R8), besides the contract.
const (
	QProduct     Question = "product"
	QArea        Question = "technical_category"
	QVersion     Question = "version"
	QDateCode    Question = "date_code"
	QDescription Question = "description"
	QType        Question = "problem_type"
	QSeverity    Question = "severity"
)

// ProblemQuestions are what is asked of a new problem, in this order; a missing
// answer never blocks (R8).
func ProblemQuestions() []Question {
	return []Question{QProduct, QArea, QVersion, QDateCode, QDescription, QType, QSeverity}
}
