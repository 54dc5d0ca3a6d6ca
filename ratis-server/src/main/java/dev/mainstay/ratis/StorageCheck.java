// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.ratis.LogSegmentScan.Finding;
import dev.mainstay.ratis.LogSegmentScan.Tail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads everything that a peer promised by, before Ratis opens it.
 *
 * <p>Ratis starts with a log that has lost entries, with a configuration it could not read and
 * with no snapshot where there was one; a peer that starts so can help to elect a leader that
 * lacks committed entries. Here only one flaw is mended, a last record that never was complete
 * (see {@link LogSegmentScan}); all else is damage, and {@link Quarantine} keeps the peer out.
 */
final class StorageCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StorageCheck.class);
    private static final Pattern SNAPSHOT = Pattern.compile("snapshot\\.(\\d{1,18})_(\\d{1,18})");

    private final Path storage;
    private final Path groupFolder;

    StorageCheck(RaftSettings settings) {
        this.storage = settings.storage();
        this.groupFolder = settings.groupFolder();
    }

    /** What a sound storage holds. */
    enum Content {
        /** Nothing at all. */
        EMPTY,
        /** Prepared by a first start that came no further: nothing was promised. */
        BLANK,
        /** A peer's log, or at least its votes. */
        PEER
    }

    /** Something on disk that a peer relied on is not what it was. */
    static final class DamageException extends Exception {
        private static final long serialVersionUID = 1L;

        DamageException(String message) {
            super(message);
        }
    }

    /**
     * Checks everything, and drops an incomplete last record.
     *
     * @throws DamageException naming the file and the damage
     * @throws IOException if the storage cannot be read
     */
    Content check() throws IOException, DamageException {
        refuseForeignGroups();
        Path current = groupFolder.resolve("current");
        if (!Files.isDirectory(current)) {
            return Content.EMPTY;
        }
        List<LogSegmentFile> segments = LogSegmentFile.list(current);
        long snapshot = checkSnapshots();
        Path metadata = current.resolve("raft-meta");
        if (!Files.exists(metadata)) {
            if (!segments.isEmpty() || snapshot >= 0) {
                throw new DamageException(
                        metadata + " is missing: this peer no longer knows its votes");
            }
            return Content.EMPTY;
        }
        long term = readTerm(metadata);
        if (term == 0 && segments.isEmpty() && snapshot < 0) {
            return Content.BLANK;
        }
        checkConfiguration(current.resolve("raft-meta.conf"), segments, snapshot);
        checkSegments(segments, snapshot);
        return Content.PEER;
    }

    private void refuseForeignGroups() throws IOException {
        if (!Files.isDirectory(storage)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(storage)) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder)
                        && isGroup(String.valueOf(folder.getFileName()))
                        && !folder.equals(groupFolder)) {
                    throw new RaftStartException(
                            RaftStartException.Cause.STORAGE_UNEXPECTED,
                            folder + " belongs to another generation of the cluster: give each"
                                    + " generation a folder of its own");
                }
            }
        }
    }

    private static boolean isGroup(String name) {
        try {
            return UUID.fromString(name).toString().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static long readTerm(Path metadata) throws IOException, DamageException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(metadata)) {
            properties.load(in);
        } catch (IllegalArgumentException e) {
            throw new DamageException(metadata + " cannot be read: " + e.getMessage());
        }
        String term = properties.getProperty("term", "");
        if (!term.matches("\\d{1,18}") || properties.getProperty("votedFor") == null) {
            throw new DamageException(metadata + " names no term and vote");
        }
        return Long.parseLong(term);
    }

    private void checkConfiguration(Path file, List<LogSegmentFile> segments, long snapshot)
            throws IOException, DamageException {
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                if (!LogEntryProto.parseFrom(in).hasConfigurationEntry()) {
                    throw new DamageException(file + " holds no configuration");
                }
            } catch (InvalidProtocolBufferException e) {
                throw new DamageException(file + " cannot be read: " + e.getMessage());
            }
        } else if (snapshot >= 0 && (segments.isEmpty() || segments.getFirst().start() > 0)) {
            throw new DamageException(file + " is missing: this peer no longer knows its group");
        }
    }

    /** The index of the newest snapshot, which is verified; -1 if there is none. */
    private long checkSnapshots() throws IOException, DamageException {
        long newest = -1;
        Optional<Path> file = Optional.empty();
        for (Path candidate : files(groupFolder.resolve("sm"))) {
            Matcher matcher = SNAPSHOT.matcher(String.valueOf(candidate.getFileName()));
            if (neverCounted(candidate, matcher)) {
                Files.delete(candidate);
            } else if (matcher.matches() && Long.parseLong(matcher.group(2)) > newest) {
                newest = Long.parseLong(matcher.group(2));
                file = Optional.of(candidate);
            }
        }
        if (file.isPresent()) {
            try {
                SnapshotFile.verify(file.get());
            } catch (IOException e) {
                throw new DamageException(String.valueOf(e.getMessage()));
            }
        }
        return newest;
    }

    /** Left behind by a stop before the snapshot was registered: the log was not purged for it. */
    private static boolean neverCounted(Path file, Matcher name) {
        return file.toString().endsWith(SnapshotFile.UNFINISHED)
                || (name.matches()
                        && !Files.exists(file.resolveSibling(file.getFileName() + ".md5")));
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(files::add);
            }
        }
        return files;
    }

    private void checkSegments(List<LogSegmentFile> segments, long snapshot)
            throws IOException, DamageException {
        long next = snapshot + 1;
        for (int i = 0; i < segments.size(); i++) {
            LogSegmentFile segment = segments.get(i);
            if (segment.start() > next) {
                throw new DamageException(
                        "the entries from " + next + " on are missing before " + segment.path());
            }
            boolean last = i == segments.size() - 1;
            next = Math.max(next, segment.start() + checkSegment(segment, last));
        }
    }

    private long checkSegment(LogSegmentFile segment, boolean last)
            throws IOException, DamageException {
        Finding finding =
                new LogSegmentScan(Files.readAllBytes(segment.path()), segment.start()).scan();
        boolean beingWritten = last && segment.end().isEmpty();
        if (finding.tail() == Tail.CORRUPT) {
            throw new DamageException(
                    "log file " + segment.path() + " is damaged: " + finding.problem());
        }
        if (finding.tail() == Tail.INCOMPLETE && !beingWritten) {
            throw new DamageException(
                    "log file " + segment.path() + " was complete and now ends in the middle of"
                            + " an entry");
        }
        if (segment.end().isPresent()) {
            long expected = segment.end().getAsLong() - segment.start() + 1;
            if (finding.entries() != expected) {
                throw new DamageException(
                        "log file " + segment.path() + " should hold " + expected
                                + " entries and holds " + finding.entries());
            }
        }
        if (finding.tail() == Tail.INCOMPLETE) {
            truncate(segment.path(), finding.goodBytes());
        }
        return finding.entries();
    }

    private static void truncate(Path file, int bytes) throws IOException {
        LOG.info("{} ends in an entry that never was complete; dropped from byte {}", file, bytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
            channel.force(true);
        }
    }
}
