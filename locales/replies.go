package locales

import "slices"

// Replies are the words of all languages in an SMS of the staff, by what they mean:
// "1" and "2" in place of those keys, "filler" beside a key, "signature" at the
// beginning of a line that a telephone has added. The language is not asked: a
// person may write in any.
func (c *Catalog) Replies() map[string][]string {
	all := map[string][]string{}
	for _, tag := range c.tags {
		items, _ := readItems(c.tongues[tag].phrase("replies", nil)) // checked by listen
		for _, it := range items {
			all[it.means] = append(all[it.means], it.phrases...)
		}
	}
	for means, phrases := range all {
		slices.Sort(phrases)
		all[means] = slices.Compact(phrases)
	}
	return all
}
