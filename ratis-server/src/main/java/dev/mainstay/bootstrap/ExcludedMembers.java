// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.MemberDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Who may order on a remote machine, which has no log to look it up in: whoever has a member's
 * certificate and was not named as removed. What is kept only grows, so that nobody can talk it
 * back.
 */
final class ExcludedMembers implements MemberDirectory {

    private final Path file;
    private volatile NavigableSet<String> excluded;

    private ExcludedMembers(Path file, NavigableSet<String> excluded) {
        this.file = file;
        this.excluded = excluded;
    }

    static ExcludedMembers read(NodeFolder folder) throws IOException {
        Path file = folder.state().resolve("excluded-members");
        NavigableSet<String> ids = new TreeSet<>();
        if (Files.exists(file)) {
            Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank())
                    .forEach(ids::add);
        }
        return new ExcludedMembers(file, ids);
    }

    /** On disk before it counts. */
    synchronized void add(Collection<String> memberIds) throws IOException {
        NavigableSet<String> grown = new TreeSet<>(excluded);
        if (grown.addAll(memberIds)) {
            PrivateFile.write(file, String.join("\n", grown) + "\n");
            excluded = grown;
        }
    }

    @Override
    public Standing standing(String memberId, String keyFingerprint) {
        return excluded.contains(memberId) ? Standing.REMOVED : Standing.MEMBER;
    }
}
