// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a time as date(1) does in the C locale, with {@code %N} for nanoseconds: {@code %6N} and
 * {@code %06N} are microseconds. What is no conversion stays as it is written.
 */
final class TimestampFormat {

    private static final Pattern CONVERSION =
            Pattern.compile("%([-_0^#+]*)([0-9]{1,3})?[EO]?(:{0,3}z|[a-zA-Z%])");
    private static final DateTimeFormatter ZONE =
            DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
    private static final Pattern UNNAMED_ZONE =
            Pattern.compile("GMT([-+][0-9]{2}):([0-9]{2})");
    private static final int ABBREVIATED = 3;
    private static final int NANO_DIGITS = 9;

    private TimestampFormat() {}

    static String format(String format, ZonedDateTime time) {
        Matcher matcher = CONVERSION.matcher(format);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            Conversion conversion = new Conversion(matcher.group(1),
                    Optional.ofNullable(matcher.group(2)).map(Integer::parseInt).orElse(0));
            String converted = conversion.convert(matcher.group(3), time)
                    .orElse(matcher.group());
            matcher.appendReplacement(text, Matcher.quoteReplacement(converted));
        }
        return matcher.appendTail(text).toString();
    }

    /** @param width 0 where none is given */
    private record Conversion(String flags, int width) {

        Optional<String> convert(String letter, ZonedDateTime time) {
            return switch (letter) {
                case "Y" -> number(time.getYear(), 1, '0');
                case "C" -> number(Math.floorDiv(time.getYear(), 100), 2, '0');
                case "y" -> number(Math.floorMod(time.getYear(), 100), 2, '0');
                case "G" -> number(time.get(IsoFields.WEEK_BASED_YEAR), 1, '0');
                case "g" -> number(
                        Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 100), 2, '0');
                case "m" -> number(time.getMonthValue(), 2, '0');
                case "d" -> number(time.getDayOfMonth(), 2, '0');
                case "e" -> number(time.getDayOfMonth(), 2, ' ');
                case "j" -> number(time.getDayOfYear(), 3, '0');
                case "H" -> number(time.getHour(), 2, '0');
                case "k" -> number(time.getHour(), 2, ' ');
                case "I" -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0');
                case "l" -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, ' ');
                case "M" -> number(time.getMinute(), 2, '0');
                case "S" -> number(time.getSecond(), 2, '0');
                case "s" -> number(time.toEpochSecond(), 1, '0');
                case "q" -> number(time.get(IsoFields.QUARTER_OF_YEAR), 1, '0');
                case "u" -> number(time.getDayOfWeek().getValue(), 1, '0');
                case "w" -> number(time.getDayOfWeek().getValue() % 7, 1, '0');
                case "U" -> number(week(time, DayOfWeek.SUNDAY), 2, '0');
                case "W" -> number(week(time, DayOfWeek.MONDAY), 2, '0');
                case "V" -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
                case "N" -> Optional.of(fraction(time.getNano()));
                default -> words(letter, time);
            };
        }

        private Optional<String> words(String letter, ZonedDateTime time) {
            return switch (letter) {
                case "a" -> text(name(time.getDayOfWeek()).substring(0, ABBREVIATED));
                case "A" -> text(name(time.getDayOfWeek()));
                case "b", "h" -> text(name(time.getMonth()).substring(0, ABBREVIATED));
                case "B" -> text(name(time.getMonth()));
                case "p" -> text(time.getHour() < 12 ? "AM" : "PM");
                case "P" -> text(time.getHour() < 12 ? "am" : "pm");
                case "Z" -> text(zone(ZONE.format(time)));
                case "z", ":z", "::z", ":::z" -> text(offset(letter.length() - 1, time));
                case "c" -> text(format("%a %b %e %H:%M:%S %Y", time));
                case "D", "x" -> text(format("%m/%d/%y", time));
                case "F" -> text(format("%Y-%m-%d", time));
                case "R" -> text(format("%H:%M", time));
                case "r" -> text(format("%I:%M:%S %p", time));
                case "T", "X" -> text(format("%H:%M:%S", time));
                case "n" -> text("\n");
                case "t" -> text("\t");
                case "%" -> text("%");
                default -> Optional.empty();
            };
        }

        private static int week(ZonedDateTime time, DayOfWeek firstDay) {
            return time.get(WeekFields.of(firstDay, 7).weekOfYear());
        }

        private static String name(Enum<?> day) {
            String upper = day.name();
            return upper.charAt(0) + upper.substring(1).toLowerCase(Locale.ROOT);
        }

        /** Zones without letters of their own are named by their offset. */
        private static String zone(String name) {
            Matcher unnamed = UNNAMED_ZONE.matcher(name);
            if (unnamed.matches()) {
                return unnamed.group(1) + (unnamed.group(2).equals("00") ? "" : unnamed.group(2));
            }
            return name.equals("Z") ? "UTC" : name;
        }

        private static String offset(int colons, ZonedDateTime time) {
            int seconds = time.getOffset().getTotalSeconds();
            int rest = Math.abs(seconds);
            String between = colons == 0 ? "" : ":";
            String sign = seconds < 0 ? "-" : "+";
            String hours = sign + twoDigits(rest / 3_600);
            String minutes = between + twoDigits(rest / 60 % 60);
            return switch (colons) {
                case 2 -> hours + minutes + between + twoDigits(rest % 60);
                case 3 -> rest % 3_600 == 0 ? hours : hours + minutes;
                default -> hours + minutes;
            };
        }

        private static String twoDigits(int number) {
            return String.format(Locale.ROOT, "%02d", number);
        }

        /** Digits after the point: the width says how many. */
        private String fraction(int nanos) {
            String digits = String.format(Locale.ROOT, "%09d", nanos);
            if (flags.contains("-") && width == 0) {
                return digits.replaceAll("0+$", "");
            }
            return width == 0 ? digits
                    : width <= NANO_DIGITS ? digits.substring(0, width)
                            : digits + "0".repeat(width - NANO_DIGITS);
        }

        private Optional<String> number(long value, int usualWidth, char usualPadding) {
            char padding = flags.contains("_") ? ' '
                    : flags.contains("0") || flags.contains("+") ? '0' : usualPadding;
            int least = flags.contains("-") ? 1 : Math.max(width, usualWidth);
            String digits = Long.toString(Math.abs(value));
            String sign = value < 0 ? "-" : "";
            String filling = Character.toString(padding)
                    .repeat(Math.max(0, least - sign.length() - digits.length()));
            return Optional.of(padding == '0' ? sign + filling + digits : filling + sign + digits);
        }

        private Optional<String> text(String value) {
            String cased = flags.contains("^") ? value.toUpperCase(Locale.ROOT)
                    : flags.contains("#") ? swapped(value) : value;
            String padding = flags.contains("0") ? "0" : " ";
            return Optional.of(padding.repeat(Math.max(0, width - cased.length())) + cased);
        }

        /** As {@code %#p} and {@code %#Z} do; names of days and months become capitals. */
        private static String swapped(String value) {
            String upper = value.toUpperCase(Locale.ROOT);
            return value.equals(upper) ? value.toLowerCase(Locale.ROOT) : upper;
        }
    }
}
