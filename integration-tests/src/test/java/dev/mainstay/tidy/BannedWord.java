// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.tidy;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Something that is not written in this repository.
 *
 * @param instead what to do or write in its place
 * @param where the files that it is banned from
 * @param example a line that shows it
 */
record BannedWord(Pattern pattern, String instead, Predicate<SourceFile> where, String example) {

    /** In the order of what they are about: unfinished work, machines, habits, the glossary. */
    static final List<BannedWord> ALL = List.of(
            banned("\\b(TODO|FIXME|XXX)\\b", "do it, or open an issue", BannedWord::anywhere,
                    "// TODO later"),
            banned("@Disabled\\b", "mend the test or delete it", SourceFile::isJava, "@Disabled"),
            banned("new UnsupportedOperationException\\b", "implement it, or narrow the interface",
                    BannedWord::shipped, "throw new UnsupportedOperationException();"),
            banned("(?<![\\w.])/(root|home/\\w+|work|Users)/", "a path of one machine: compute it",
                    BannedWord::anywhere, "open(\"/home/me/file\")"),
            banned("Thread\\.sleep", "wait for the condition (Awaitility in tests, a timer else)",
                    SourceFile::isTest, "Thread.sleep(10);"),
            banned("printStackTrace\\(", "log it, or let it reach the outermost loop",
                    SourceFile::isJava,
                    "e.printStackTrace();"),
            banned("^\\s*assert\\s", "Invariant.check, which is always on", BannedWord::shipped,
                    "    assert x > 0;"),
            banned("System\\.(out|err)\\b", "a logger", BannedWord::daemon,
                    "System.out.println(x);"),
            banned("(?i)\\b(white|black)list", "allow list, deny list", BannedWord::anywhere,
                    "a whitelist"),
            banned("(?i)\\bsanity\\b", "say what is checked", BannedWord::anywhere, "sanity check"),
            type("\\w*(Stonith|STONITH)\\w*", "Fence", "class StonithDevice {"),
            type("\\w*(Slave|Master)\\w*", "Unpromoted, Promoted", "record MasterRole() {}"),
            type("(Agent|Message|Job)", "NodeAgent or ResourceAgent; command, event or action",
                    "public final class Job {"));

    private static boolean anywhere(SourceFile file) {
        return true;
    }

    private static boolean shipped(SourceFile file) {
        return file.isJava() && !file.isTest();
    }

    private static boolean daemon(SourceFile file) {
        return shipped(file) && !file.path().startsWith("cli/");
    }

    private static BannedWord type(String name, String instead, String example) {
        return banned("\\b(class|record|interface|enum) " + name + "\\b", instead,
                BannedWord::shipped,
                example);
    }

    private static BannedWord banned(
            String pattern, String instead, Predicate<SourceFile> where, String example) {
        return new BannedWord(Pattern.compile(pattern), instead, where, example);
    }

    boolean isIn(String line) {
        return pattern.matcher(line).find();
    }
}
