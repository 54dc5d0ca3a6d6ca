// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleAndTemplateVerbsTest {

    private static final String HTTPD = "resource bundle create httpd container podman"
            + " image=httpd:1 replicas=2 network ip-range-start=10.0.0.9 control-port=9999"
            + " port-map port=80 port-map id=tls range=443-444 storage-map source-dir=/srv"
            + " target-dir=/data meta priority=5";

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void bundleIsMadeFilledAndChanged() {
        apply(HTTPD);
        apply("resource create web ocf:mainstay:dummy bundle httpd");
        assertEquals("""
                httpd (bundle)
                  meta priority=5
                  container podman image=httpd:1 replicas=2
                  network control-port=9999 ip-range-start=10.0.0.9
                  port-map id=httpd-port-map-80 port=80
                  port-map id=tls range=443-444
                  storage-map id=httpd-storage-map source-dir=/srv target-dir=/data
                  web (ocf:mainstay:dummy)
                """, CommandRun.of(node, "resource", "config").out()
                .replaceAll("(?m)^    op .*\n", ""));

        apply("resource bundle update httpd container image=httpd:2 replicas= network"
                + " control-port= port-map delete tls port-map add port=81 internal-port=8081"
                + " storage-map remove httpd-storage-map");
        assertEquals("""
                httpd (bundle)
                  meta priority=5
                  container podman image=httpd:2
                  network ip-range-start=10.0.0.9
                  port-map id=httpd-port-map-80 port=80
                  port-map id=httpd-port-map-81 internal-port=8081 port=81
                  web (ocf:mainstay:dummy)
                """, CommandRun.of(node, "resource", "config").out()
                .replaceAll("(?m)^    op .*\n", ""));

        apply("resource bundle reset httpd container image=httpd:3 --disabled");
        assertEquals("""
                httpd (bundle)
                  meta target-role=Stopped
                  container podman image=httpd:3
                  web (ocf:mainstay:dummy)
                """, CommandRun.of(node, "resource", "config").out()
                .replaceAll("(?m)^    op .*\n", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            bundle create b                                    | A bundle needs a kind of container.
            bundle create b container podman                   | A bundle needs the image of its \
            containers.
            bundle create b container lxc image=i              | 'lxc' is no kind of container.
            bundle create b container podman size=3 image=i    | There is no option 'size' in \
            'container'.
            bundle create b image=i                            | 'image=i' stands where one of \
            container, network, port-map, storage-map, meta is expected.
            bundle create b container podman image=i port-map port=1 range=1-2 | A port-map needs \
            either port or range.
            bundle create b container podman image=i storage-map source-dir=/a | A storage-map \
            needs a target-dir.
            bundle update httpd port-map delete ghost          | There is no mapping 'ghost'.
            bundle update ghost container image=i              | There is no resource 'ghost'.
            create web ocf:mainstay:dummy bundle               | 'bundle' needs the bundle's id \
            after it.
            create web ocf:mainstay:dummy bundle httpd clone   | A resource in a bundle is neither \
            in a group nor cloned.
            create web @ghost                                  | There is no template 'ghost'.
            template delete ghost                              | There is no template 'ghost'.
            template create t ocf:mainstay:dummy clone         | A template cannot be a clone.
            """)
    void mistakesAreNamed(String line, String message) {
        apply(HTTPD);
        node.changes.clear();
        CommandRun run = CommandRun.of(node, ("resource " + line).split(" "));
        assertEquals("Error: " + message, run.err().lines().findFirst().orElseThrow());
        assertTrue(node.changes.isEmpty());
    }

    @Test
    void resourceIsMadeAfterATemplate() {
        apply("resource template create model ocf:mainstay:process command=x meta priority=1"
                + " op monitor interval=7s");
        apply("resource create web @model stop_signal=INT meta target-role=Stopped");
        apply("resource create slow @model op monitor interval=60s clone");

        Primitive web = node.configuration.getResources(0).getPrimitive();
        assertEquals("model", web.getTemplate());
        assertEquals(false, web.hasAgent());
        assertEquals(0, web.getOperations().getOperationsCount());
        assertEquals("60s", node.configuration.getResources(1).getClone().getChild()
                .getPrimitive().getOperations().getOperations(0).getInterval());
        assertEquals("""
                model (ocf:mainstay:process)
                  options command=x
                  meta priority=1
                """, CommandRun.of(node, "resource", "template", "config").out()
                .replaceAll("(?m)^  op .*\n", ""));
        assertTrue(CommandRun.of(node, "resource", "config").out()
                .startsWith("web (template model)\n  options stop_signal=INT\n"));
        assertEquals("Error: web, slow are made after model.",
                CommandRun.of(node, "resource", "template", "delete", "model").err().lines()
                        .findFirst().orElseThrow());
        apply("resource delete web slow");
        apply("resource template delete model");
        assertEquals(0, node.configuration.getTemplatesCount());
    }

    private void apply(String line) {
        EditedConfiguration.apply(node, line.split(" "));
    }
}
