package engine

import "strconv"

// A Date is a time as the calendar has it, in UTC.
type Date struct {
	Year, Month, Day, Weekday        int64 // the month from 1, the weekday from Sunday, 0
	Hour, Minute, Second, Thousandth int64
}

// Date reads the calendar. Years begin in March meanwhile, so that the day that some years have
// more comes last.
func (t Time) Date() Date {
	const (
		daysTo1970 = 719_468 // from the first of March of the year 0
		daysOf400  = 146_097
		thursday   = 4 // the first of January 1970
	)
	day, ms := int64(t/Day), int64(t%Day/Millisecond)
	m := Date{
		Weekday: (day + thursday) % 7,
		Hour:    ms / 3_600_000, Minute: ms / 60_000 % 60, Second: ms / 1000 % 60, Thousandth: ms % 1000,
	}
	day += daysTo1970
	era, day := day/daysOf400, day%daysOf400
	year := (day - day/1460 + day/36_524 - day/146_096) / 365
	day -= 365*year + year/4 - year/100
	month := (5*day + 2) / 153
	m.Day = day - (153*month+2)/5 + 1
	m.Month, m.Year = month+3, 400*era+year
	if m.Month > 12 {
		m.Month, m.Year = m.Month-12, m.Year+1
	}
	return m
}

// Digits writes a date as programs do: 2026-10-08T23:07:38.207.
func (m Date) Digits() string {
	return decimal(m.Year) + "-" + twoDigits(m.Month) + "-" + twoDigits(m.Day) + "T" +
		twoDigits(m.Hour) + ":" + twoDigits(m.Minute) + ":" + twoDigits(m.Second) + "." + decimal(1000 + m.Thousandth)[1:]
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

func twoDigits(n int64) string { return decimal(100 + n)[1:] }
