// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import static org.awaitility.Awaitility.await;

import dev.mainstay.agent.ServicePlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real systemd with its bus in namespaces of its own. It sees the machine's root folder
 * read-only, nothing of its writable ones, and no unit but those of the test: the units of the
 * distribution would clean up and set up the machine as at a boot. What the class path of this
 * process needs is seen, read-only too, below {@code /run/host}.
 */
final class NestedSystemd implements AutoCloseable {
    private static final Duration BOOT = Duration.ofSeconds(60);
    private static final String ENTER = """
            set -eu
            mount --make-rprivate /
            mount -t cgroup2 cgroup2 /sys/fs/cgroup
            mkdir "/sys/fs/cgroup/$2"
            echo 0 >"/sys/fs/cgroup/$2/cgroup.procs"
            umount /sys/fs/cgroup
            exec unshare --mount --pid --uts --ipc --net --cgroup --fork --kill-child \\
                /bin/sh "$1/boot.sh" "$1"
            """;
    private static final String BOOT_SCRIPT = """
            set -eu
            mount --make-rprivate /
            mount -o remount,bind,ro /
            mount -t tmpfs -o mode=755 run /run
            mkdir -p /run/systemd/system /run/share /run/none /run/dbus /run/host
            mount --bind "$1" /run/share
            mount -o remount,bind,rw /run/share
            while read -r folder; do
                mkdir -p "/run/host$folder"
                mount --bind "$folder" "/run/host$folder"
                mount -o remount,bind,ro "/run/host$folder"
            done <"$1/seen"
            for place in /tmp /var /root /home /mnt; do
                mount -t tmpfs -o mode=755 none "$place"
            done
            mount -t tmpfs -o mode=755 dev /dev
            mkdir /dev/pts /dev/shm
            mknod -m 666 /dev/null c 1 3
            mknod -m 666 /dev/zero c 1 5
            mknod -m 666 /dev/random c 1 8
            mknod -m 666 /dev/urandom c 1 9
            mount -t proc proc /proc
            mount -t cgroup2 cgroup2 /sys/fs/cgroup
            if mkdir /etc/mainstay-must-not-write 2>/dev/null; then
                rmdir /etc/mainstay-must-not-write
                echo 'the root folder is writable' >&2
                exit 1
            fi
            exec env -i container=docker PATH=/usr/sbin:/usr/bin:/sbin:/bin \\
                SYSTEMD_UNIT_PATH=/run/systemd/system:/run/share/units \\
                SYSTEMD_GENERATOR_PATH=/run/none SYSTEMD_ENVIRONMENT_GENERATOR_PATH=/run/none \\
                SYSTEMD_LOG_TARGET=console \\
                /lib/systemd/systemd --system --unit=basic.target --show-status=no
            """;
    private static final String BUS = """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
              "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <listen>unix:path=/run/dbus/system_bus_socket</listen>
              <policy context="default">
                <allow user="*"/>
                <allow own="*"/>
                <allow send_destination="*"/>
                <allow receive_sender="*"/>
              </policy>
            </busconfig>
            """;

    private final Path share;
    private final String group;
    private final Process outer;
    private final long init;

    private NestedSystemd(Path share, String group, Process outer, long init) {
        this.share = share;
        this.group = group;
        this.outer = outer;
        this.init = init;
    }

    /** Boots to the state "running". */
    static NestedSystemd boot(Path folder) throws IOException, InterruptedException {
        Path share = Files.createDirectories(folder.resolve("share"));
        Files.createDirectories(share.resolve("units"));
        Files.writeString(share.resolve("enter.sh"), ENTER);
        Files.writeString(share.resolve("boot.sh"), BOOT_SCRIPT);
        Files.writeString(share.resolve("bus.conf"), BUS);
        Files.write(share.resolve("seen"), JavaInside.folders());
        unit(share, "basic.target", """
                [Unit]
                DefaultDependencies=no
                Requires=dbus.service
                After=dbus.service
                """);
        unit(share, "dbus.socket", """
                [Unit]
                DefaultDependencies=no
                [Socket]
                ListenStream=/run/dbus/system_bus_socket
                """);
        unit(share, "dbus.service", """
                [Unit]
                DefaultDependencies=no
                Requires=dbus.socket
                After=dbus.socket
                [Service]
                ExecStart=/usr/bin/dbus-daemon --config-file=/run/share/bus.conf \\
                    --address=systemd: --nofork --nopidfile
                """);
        String group = "mainstay-test-" + ProcessHandle.current().pid();
        Path log = share.resolve("log");
        Process outer = new ProcessBuilder("unshare", "--mount", "/bin/sh",
                share.resolve("enter.sh").toString(), share.toString(), group)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await("the fork of the first process").atMost(BOOT)
                .until(() -> outer.children().findAny().isPresent() || !outer.isAlive());
        long init = outer.children()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(text(log)))
                .pid();
        NestedSystemd nested = new NestedSystemd(share, group, outer, init);
        try {
            await("state running").atMost(BOOT)
                    .until(() -> nested.control("is-system-running").equals("running"));
        } catch (RuntimeException failure) {
            String state = nested.control("is-system-running") + "\n"
                    + nested.control("list-units", "--all") + nested.control("list-jobs");
            nested.close();
            throw new IllegalStateException(text(log) + state, failure);
        }
        return nested;
    }

    private static void unit(Path share, String name, String content) throws IOException {
        Files.writeString(share.resolve("units").resolve(name), content);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Adds a unit that systemd has not looked for yet. */
    void unit(String name, String content) throws IOException {
        unit(share, name, content);
    }

    /** The folder that both sides see; inside it is {@code /run/share}. */
    Path share() {
        return share;
    }

    ServicePlaces places() {
        Path root = Path.of("/proc", Long.toString(init), "root");
        return new ServicePlaces(root.resolve("run/dbus/system_bus_socket"),
                root.resolve("run/systemd/system"), share.resolve("init.d"));
    }

    /** A command that is run inside. */
    List<String> inside(List<String> words) {
        List<String> command = new ArrayList<>(
                List.of("nsenter", "--all", "--target", Long.toString(init)));
        command.addAll(words);
        return command;
    }

    /** What {@code systemctl} with these words prints, whether or not it fails. */
    String control(String... words) throws IOException, InterruptedException {
        List<String> command = inside(List.of("systemctl"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.strip();
    }

    @Override
    public void close() throws IOException {
        // The first process of a process namespace takes all others with it.
        Optional<ProcessHandle> first = ProcessHandle.of(init);
        first.ifPresent(ProcessHandle::destroyForcibly);
        outer.destroyForcibly();
        await().atMost(BOOT).until(() -> first.stream().noneMatch(ProcessHandle::isAlive));
        Process sweep = new ProcessBuilder("unshare", "--mount", "/bin/sh", "-c", """
                mount --make-rprivate / && mount -t cgroup2 cgroup2 /sys/fs/cgroup \\
                    && find "/sys/fs/cgroup/$0" -depth -type d -exec rmdir {} +
                """, group).inheritIO().start();
        await().atMost(BOOT).until(() -> !sweep.isAlive());
    }
}
