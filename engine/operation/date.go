package operation

import (
	"strconv"

	"ringside/engine"
)

var (
	weekdays = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	months   = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

// inWords writes a date as people do: Friday, October 9, 2026 at 1:21:34 AM Coordinated
// Universal Time.
func inWords(m engine.Date) string {
	half, hour := " AM", m.Hour
	if hour >= 12 {
		half, hour = " PM", hour-12
	}
	if hour == 0 {
		hour = 12
	}
	return weekdays[m.Weekday] + ", " + months[m.Month-1] + " " + decimal(m.Day) + ", " + decimal(m.Year) + " at " +
		decimal(hour) + ":" + twoDigits(m.Minute) + ":" + twoDigits(m.Second) + half + " Coordinated Universal Time"
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

func twoDigits(n int64) string { return decimal(100 + n)[1:] }
