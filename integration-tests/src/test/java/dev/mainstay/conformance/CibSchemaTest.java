// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibImporter;
import dev.mainstay.cib.CibWriter;
import dev.mainstay.model.Configuration;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import dev.mainstay.tidy.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported is what Pacemaker accepts. */
final class CibSchemaTest {

    private static final Path SCHEMAS = Path.of("/usr/share/pacemaker");

    @TempDir
    private Path folder;

    /** Old documents have mistakes of their own; an export adds none. */
    @Test
    @Requires({Requirement.PACEMAKER_SCHEMAS, Requirement.SHARED_CONFORMANCE})
    void exportsOfValidDocumentsAreValid()
            throws IOException, InterruptedException, CibFormatException {
        SortedMap<String, List<Path>> bySchema = new TreeMap<>();
        Path exports = Files.createDirectory(folder.resolve("exports"));
        for (Path file : documents()) {
            Configuration imported = CibImporter.read(
                    new ByteArrayInputStream(Files.readAllBytes(file))).configuration();
            String schema = imported.documentAttributes()
                    .getOrDefault("validate-with", "pacemaker-3.9");
            if (Files.isRegularFile(SCHEMAS.resolve(schema + ".rng"))) {
                bySchema.computeIfAbsent(schema, name -> new ArrayList<>()).add(file);
                Files.writeString(exports.resolve(file.getFileName()),
                        CibWriter.export(imported, 1));
            }
        }
        int valid = 0;
        for (var group : bySchema.entrySet()) {
            TreeSet<String> before = valid(group.getKey(), group.getValue());
            TreeSet<String> after = valid(group.getKey(), group.getValue().stream()
                    .map(file -> exports.resolve(file.getFileName())).toList());
            before.removeAll(after);
            assertEquals(new TreeSet<>(), before, group.getKey());
            valid += after.size();
        }
        assertTrue(valid > 500, valid + " exports are valid");
    }

    @Test
    @Requires(Requirement.PACEMAKER_SCHEMAS)
    void configurationMadeHereIsValid()
            throws IOException, InterruptedException, CibFormatException {
        Path file = folder.resolve("made.xml");
        Files.writeString(file, CibWriter.export(MadeConfiguration.create(), 7));
        String answer = run(List.of("crm_verify", "--verbose", "--xml-file", file.toString()));
        assertEquals("", answer);
    }

    private static TreeSet<String> valid(String schema, List<Path> files)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("xmllint", "--noout", "--relaxng",
                SCHEMAS.resolve(schema + ".rng").toString()));
        files.forEach(file -> command.add(file.toString()));
        TreeSet<String> valid = new TreeSet<>();
        run(command).lines().filter(line -> line.endsWith(" validates"))
                .map(line -> Path.of(line.substring(0, line.length() - " validates".length())))
                .forEach(file -> valid.add(file.getFileName().toString()));
        return valid;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String set : List.of("cases", "fuzz/cases")) {
            try (Stream<Path> files = Files.list(SourceTree.conformance().resolve(set))) {
                files.filter(file -> file.toString().endsWith(".xml")).forEach(documents::add);
            }
        }
        return documents;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
