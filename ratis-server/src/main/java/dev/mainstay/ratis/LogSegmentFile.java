// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log file of Ratis by its name.
 *
 * @param end last index in it; empty while it is being written
 */
record LogSegmentFile(Path path, long start, OptionalLong end) {
    private static final Pattern CLOSED = Pattern.compile("log_(\\d{1,18})-(\\d{1,18})");
    private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d{1,18})");

    /** The log files in a folder, in the order of their first index. */
    static List<LogSegmentFile> list(Path folder) throws IOException {
        List<LogSegmentFile> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> of(file).ifPresent(segments::add));
        }
        segments.sort(Comparator.comparingLong(LogSegmentFile::start));
        return segments;
    }

    private static Optional<LogSegmentFile> of(Path file) {
        String name = String.valueOf(file.getFileName());
        Matcher closed = CLOSED.matcher(name);
        if (closed.matches()) {
            long end = Long.parseLong(closed.group(2));
            return Optional.of(
                    new LogSegmentFile(
                            file, Long.parseLong(closed.group(1)), OptionalLong.of(end)));
        }
        Matcher open = OPEN.matcher(name);
        return open.matches()
                ? Optional.of(
                        new LogSegmentFile(
                                file, Long.parseLong(open.group(1)), OptionalLong.empty()))
                : Optional.empty();
    }
}
