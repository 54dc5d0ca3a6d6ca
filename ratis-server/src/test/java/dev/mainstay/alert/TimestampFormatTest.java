// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What date(1) says is right. */
class TimestampFormatTest {

    private static final String EVERY_CONVERSION = "%a|%A|%b|%B|%c|%C|%d|%D|%e|%F|%g|%G|%h|%H|%I|"
            + "%j|%k|%l|%m|%M|%n|%N|%p|%P|%q|%r|%R|%s|%S|%t|%T|%u|%U|%V|%w|%W|%x|%X|%y|%Y|%z|%:z|"
            + "%::z|%:::z|%Z|%%|%3N|%03N|%6N|%06N|%9N|%12N|%1N|%-d|%_d|%05d|%-H|%_H|%10Y|%^a|%#p|"
            + "%^B|%12A|%012A|%_5S|%-j|%Ey|%Od|%Q|100%";

    @ParameterizedTest
    @CsvSource({
        "1792769845.123456789, Europe/Berlin",
        "1767225599.000000001, UTC",
        "1767225600.900000000, America/St_Johns",
        "1609459199.5, Asia/Kathmandu",
        "1456790399.000001, UTC",
        "1230768000.123, Australia/Lord_Howe",
        "0.0, UTC",
    })
    void saysWhatDateSays(String time, String zone) throws IOException, InterruptedException {
        String[] parts = time.split("[.]");
        Instant at = Instant.ofEpochSecond(Long.parseLong(parts[0]),
                Long.parseLong((parts[1] + "000000000").substring(0, 9)));
        for (String conversion : EVERY_CONVERSION.split("[|]")) {
            assertEquals(date(conversion, time, zone),
                    TimestampFormat.format(conversion, at.atZone(ZoneId.of(zone))), conversion);
        }
        assertEquals(date(EVERY_CONVERSION, time, zone),
                TimestampFormat.format(EVERY_CONVERSION, at.atZone(ZoneId.of(zone))));
    }

    private static String date(String format, String time, String zone)
            throws IOException, InterruptedException {
        ProcessBuilder date = new ProcessBuilder("date", "-d", "@" + time, "+" + format);
        date.environment().put("LC_ALL", "C");
        date.environment().put("TZ", zone);
        Process process = date.start();
        String text =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return text.substring(0, text.length() - 1);
    }
}
