package operation

import (
	"strconv"

	"ringside/engine"
)

// A moment is a time as the calendar has it, in UTC.
type moment struct {
	year, month, day, weekday        int64 // the month from 1, the weekday from Sunday, 0
	hour, minute, second, thousandth int64
}

// momentOf reads the calendar. Years begin in March meanwhile, so that the day that some years have
// more comes last.
func momentOf(t engine.Time) moment {
	const (
		daysTo1970 = 719_468 // from the first of March of the year 0
		daysOf400  = 146_097
		thursday   = 4 // the first of January 1970
	)
	day, ms := int64(t/engine.Day), int64(t%engine.Day/engine.Millisecond)
	m := moment{
		weekday: (day + thursday) % 7,
		hour:    ms / 3_600_000, minute: ms / 60_000 % 60, second: ms / 1000 % 60, thousandth: ms % 1000,
	}
	day += daysTo1970
	era, day := day/daysOf400, day%daysOf400
	year := (day - day/1460 + day/36_524 - day/146_096) / 365
	day -= 365*year + year/4 - year/100
	month := (5*day + 2) / 153
	m.day = day - (153*month+2)/5 + 1
	m.month, m.year = month+3, 400*era+year
	if m.month > 12 {
		m.month, m.year = m.month-12, m.year+1
	}
	return m
}

var (
	weekdays = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	months   = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

// inWords writes a moment as people do: Friday, October 9, 2026 at 1:21:34 AM Coordinated
// Universal Time.
func (m moment) inWords() string {
	half, hour := " AM", m.hour
	if hour >= 12 {
		half, hour = " PM", hour-12
	}
	if hour == 0 {
		hour = 12
	}
	return weekdays[m.weekday] + ", " + months[m.month-1] + " " + decimal(m.day) + ", " + decimal(m.year) + " at " +
		decimal(hour) + ":" + twoDigits(m.minute) + ":" + twoDigits(m.second) + half + " Coordinated Universal Time"
}

// inDigits writes a moment as programs do: 2026-10-08T23:07:38.207.
func (m moment) inDigits() string {
	return decimal(m.year) + "-" + twoDigits(m.month) + "-" + twoDigits(m.day) + "T" +
		twoDigits(m.hour) + ":" + twoDigits(m.minute) + ":" + twoDigits(m.second) + "." + decimal(1000 + m.thousandth)[1:]
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

func twoDigits(n int64) string { return decimal(100 + n)[1:] }
