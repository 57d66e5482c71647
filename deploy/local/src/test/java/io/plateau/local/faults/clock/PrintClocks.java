package io.plateau.local.faults.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;

/** Prints what every way to read the wall clock says, in milliseconds, again and again. */
final class PrintClocks {
    static final int WAYS = 6;

    private PrintClocks() {
    }

    public static void main(String[] args) throws InterruptedException {
        while (true) {
            System.out.println(System.currentTimeMillis() + " " + Instant.now().toEpochMilli() + " "
                    + Clock.systemUTC().millis() + " " + new Date().getTime() + " "
                    + Calendar.getInstance().getTimeInMillis() + " " + ZonedDateTime.now().toInstant().toEpochMilli());
            Thread.sleep(20);
        }
    }
}
