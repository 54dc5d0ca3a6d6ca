// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.launcher;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What of a class path exists, in its order: the JVM makes no cache for what is missing. */
record ClassPathEntries(List<Path> entries) {

    ClassPathEntries {
        entries = List.copyOf(entries);
    }

    static ClassPathEntries ofThisProcess() {
        return new ClassPathEntries(
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                        .filter(Files::exists)
                        .toList());
    }

    /** Another one after each change of a file or of the JVM, whether or not it matters. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(System.getProperty("java.vm.version").getBytes(StandardCharsets.UTF_8));
            for (Path entry : entries) {
                for (Path file : files(entry)) {
                    digest.update((file + " " + Files.size(file) + " "
                            + Files.getLastModifiedTime(file) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** The same class path with a jar in the place of each folder, which no cache can be of. */
    String jarred(Path target) throws IOException {
        List<String> jars = new ArrayList<>();
        for (Path entry : entries) {
            jars.add(Files.isDirectory(entry)
                    ? jar(entry, target.resolve(jars.size() + ".jar")).toString()
                    : entry.toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path jar(Path folder, Path target) throws IOException {
        try (OutputStream file = Files.newOutputStream(target);
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.setLevel(Deflater.BEST_SPEED);
            for (Path member : files(folder)) {
                jar.putNextEntry(new ZipEntry(folder.relativize(member).toString()));
                Files.copy(member, jar);
                jar.closeEntry();
            }
        }
        return target;
    }

    private static List<Path> files(Path entry) throws IOException {
        try (Stream<Path> all = Files.walk(entry)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
