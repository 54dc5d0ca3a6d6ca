// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.tidy.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The documents that laws are held against. */
final class LawDocuments {
    /** Where a document names no date; any after 2026 decides alike. */
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private LawDocuments() {}

    /** Those that Pacemaker is tested with, by name. */
    static SortedMap<String, CibNode> ofPacemaker() throws IOException {
        TreeMap<String, CibNode> documents = new TreeMap<>();
        for (String folder : List.of("cases", "fuzz/cases")) {
            for (Path file : files(SourceTree.conformance().resolve(folder))) {
                documents.put(folder + "/" + file.getFileName(),
                        CibNode.parse(Files.readAllBytes(file)));
            }
        }
        return documents;
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".xml")).forEach(found::add);
        }
        return found;
    }

    static SchedulerInput input(CibNode document) {
        try {
            return CibReader.read(new ByteArrayInputStream(document.document()), NOW);
        } catch (CibFormatException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
