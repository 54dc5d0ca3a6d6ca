// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.tidy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rules of the repository that no compiler checks, each with what to do instead. */
final class RepositoryTidyTest {

    private static final int COLUMNS = 100;
    private static final String LICENCE = "SPDX-License-Identifier: Apache-2.0";
    private static final Pattern LICENSED =
            Pattern.compile(".*(\\.(java|proto|sh|properties)|pom\\.xml|\\.ci/run|/?mainstay)$");
    private static final Pattern MANAGED = Pattern.compile(
            "<groupId>(?!dev\\.mainstay)[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*"
                    + "<version>\\$\\{([^}]+)}</version>");

    /** What the formatter keeps on one line whatever its length. */
    private static final Pattern UNBREAKABLE =
            Pattern.compile("^\\s*case | implements | instanceof ");

    private static final List<SourceFile> FILES = SourceTree.files();

    @Test
    void sourceFilesNameTheirLicence() {
        report("add the line " + LICENCE, FILES.stream()
                .filter(file -> LICENSED.matcher(file.path()).matches())
                .filter(file -> file.lines().stream().limit(3).noneMatch(l -> l.contains(LICENCE)))
                .map(SourceFile::path)
                .toList());
    }

    @Test
    void packagesSayWhatTheyAreFor() {
        Set<String> described = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        for (SourceFile file : FILES) {
            if (!file.isJava()
                    || (file.isTest() && !file.path().startsWith("integration-tests/"))) {
                continue;
            }
            String folder = file.path().substring(0, file.path().lastIndexOf('/'));
            packages.add(folder);
            if (file.path().endsWith("/package-info.java") && file.lines().contains("@NullMarked")
                    && file.lines().stream().anyMatch(line -> line.startsWith("/**"))) {
                described.add(folder);
            }
        }
        packages.removeAll(described);
        report("add a package-info.java with @NullMarked and a paragraph of purpose",
                List.copyOf(packages));
    }

    @Test
    void nothingIsWrittenThatHasABetterWord() {
        var found = new ArrayList<String>();
        for (SourceFile file : FILES) {
            if (file.path().contains("/tidy/") || file.path().equals("LICENSE")) {
                continue;
            }
            for (int i = 0; i < file.lines().size(); i++) {
                String line = file.lines().get(i);
                for (BannedWord word : BannedWord.ALL) {
                    if (word.where().test(file) && word.isIn(line)) {
                        found.add(file.at(i + 1) + ": " + line.strip() + "  -> " + word.instead());
                    }
                }
            }
        }
        report("replace", found);
    }

    @ParameterizedTest
    @FieldSource("dev.mainstay.tidy.BannedWord#ALL")
    void bannedWordIsFoundInItsExample(BannedWord word) {
        assertTrue(word.isIn(word.example()), word::example);
    }

    @Test
    void linesFitTheScreen() {
        var found = new ArrayList<String>();
        for (SourceFile file : FILES) {
            boolean inTextBlock = false;
            for (int i = 0; i < file.lines().size() && file.isJava(); i++) {
                String line = file.lines().get(i);
                // Text blocks hold documents of other formats.
                boolean exempt = inTextBlock || UNBREAKABLE.matcher(line).find();
                if (line.codePointCount(0, line.length()) > COLUMNS && !exempt) {
                    found.add(file.at(i + 1));
                }
                inTextBlock ^= line.split("\"\"\"", -1).length % 2 == 0;
            }
        }
        report("break the line at " + COLUMNS + " columns", found);
    }

    @Test
    void dependenciesAreAccountedFor() {
        SourceFile pom = file("pom.xml");
        String account = String.join("\n", file("docs/DEPENDENCIES.md").lines());
        String poms = String.join("\n", pom.lines());
        var missing = new ArrayList<String>();
        Matcher dependency = MANAGED.matcher(poms);
        while (dependency.find()) {
            Matcher version =
                    Pattern.compile(Pattern.quote("<" + dependency.group(2) + ">") + "([^<]+)<")
                            .matcher(poms);
            if (version.find() && !(account.contains(dependency.group(1))
                    && account.contains(version.group(1)))) {
                missing.add(dependency.group(1) + " " + version.group(1));
            }
        }
        report("say in docs/DEPENDENCIES.md why it is needed, its version and its licence",
                missing);
    }

    private static SourceFile file(String path) {
        return FILES.stream().filter(file -> file.path().equals(path)).findFirst().orElseThrow();
    }

    private static void report(String what, List<String> found) {
        assertTrue(found.isEmpty(), () -> found.stream()
                .collect(Collectors.joining("\n  ", what + ":\n  ", "\n")));
    }
}
