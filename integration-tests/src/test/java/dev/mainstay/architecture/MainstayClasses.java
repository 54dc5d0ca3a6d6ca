// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mainstay.tidy.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The byte code of all modules, read once, and the names of the groups of packages. */
final class MainstayClasses {

    /** Pure: from an input to a value, and nothing else. */
    static final String[] CORE = {"dev.mainstay.model..", "dev.mainstay.transition..",
        "dev.mainstay.state..", "dev.mainstay.scheduler.."};

    /** Everything of the module ratis-server, the core included. */
    static final String[] SERVER = {"dev.mainstay.model..", "dev.mainstay.transition..",
        "dev.mainstay.state..", "dev.mainstay.scheduler..", "dev.mainstay.cib..",
        "dev.mainstay.effect..", "dev.mainstay.alert..",
        "dev.mainstay.codec..", "dev.mainstay.port..", "dev.mainstay.ratis..",
        "dev.mainstay.replica..", "dev.mainstay.leader..", "dev.mainstay.executor..",
        "dev.mainstay.api..", "dev.mainstay.security..", "dev.mainstay.bootstrap.."};

    /** What ships, without generated code. */
    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("dev/mainstay/proto/"))
            .importPackages("dev.mainstay");

    /** The tests of all modules, as far as they are compiled. */
    static final JavaClasses TESTS = new ClassFileImporter().importPaths(testFolders());

    private MainstayClasses() {}

    private static List<Path> testFolders() {
        return SourceTree.MODULES.stream()
                .map(module -> SourceTree.root().resolve(module).resolve("target/test-classes"))
                .filter(Files::isDirectory)
                .toList();
    }
}
