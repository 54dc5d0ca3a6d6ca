// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import dev.mainstay.alert.AlertEvent.AttributeChanged;
import dev.mainstay.model.Alert;
import dev.mainstay.model.Alert.EventKind;
import dev.mainstay.model.Alert.Recipient;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.DurationText;
import dev.mainstay.port.AlertClient.Call;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.rule.RuleEvaluator;
import dev.mainstay.scheduler.unpack.AttributeResolver;
import dev.mainstay.scheduler.unpack.ConfigurationIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The alerts of one configuration: which of them want an event, and how they are told. */
final class AlertBook {

    /** Pacemaker's. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** Pacemaker's. */
    private static final String TIMESTAMP_FORMAT = "%H:%M:%S.%06N";

    private final List<Alert> alerts;
    private final AttributeResolver attributes;

    AlertBook(Configuration configuration) {
        this.alerts = configuration.alerts();
        this.attributes = new AttributeResolver(
                new ConfigurationIndex(configuration), new RuleEvaluator());
    }

    /**
     * When and by whom an event is told.
     *
     * @param sequence higher for each later event of this machine
     * @param version of what tells it
     */
    record Occasion(long sequence, Instant at, ZoneId zone, String version) {}

    /** A call for each recipient of each alert that wants the event, in the order of the book. */
    List<Call> calls(AlertEvent event, Occasion occasion) {
        List<Call> calls = new ArrayList<>();
        for (Alert alert : alerts) {
            Settings settings = Settings.NONE.with(this, alert.metaAttributes(),
                    alert.instanceAttributes(), occasion.at());
            if (!settings.isEnabled() || !wants(alert, event)) {
                continue;
            }
            if (alert.recipients().isEmpty()) {
                calls.add(call(alert, Optional.empty(), settings, event, occasion));
            }
            for (Recipient recipient : alert.recipients()) {
                Settings own = settings.with(this, recipient.metaAttributes(),
                        recipient.instanceAttributes(), occasion.at());
                if (own.isEnabled()) {
                    calls.add(call(alert, Optional.of(recipient), own, event, occasion));
                }
            }
        }
        return calls;
    }

    private static boolean wants(Alert alert, AlertEvent event) {
        if (alert.selection().isEmpty()) {
            return event.kind() != EventKind.ATTRIBUTES;
        }
        Alert.Selection selection = alert.selection().get();
        List<String> names = selection.attributeNames();
        return selection.kinds().contains(event.kind())
                && (!(event instanceof AttributeChanged changed) || names.isEmpty()
                        || names.contains(changed.name()));
    }

    private static Call call(
            Alert alert,
            Optional<Recipient> recipient,
            Settings settings,
            AlertEvent event,
            Occasion occasion) {
        // What the event says goes before options that would hide it.
        SortedMap<String, String> variables = new TreeMap<>(settings.parameters());
        variables.putAll(AlertVariables.of(event));
        recipient.ifPresent(to -> AlertVariables.put(variables, "recipient", to.value()));
        AlertVariables.put(variables, "node_sequence", occasion.sequence());
        AlertVariables.put(variables, "version", occasion.version());
        AlertVariables.put(variables, "timestamp", TimestampFormat.format(
                settings.timestampFormat(), occasion.at().atZone(occasion.zone())));
        AlertVariables.put(variables, "timestamp_epoch", occasion.at().getEpochSecond());
        AlertVariables.put(variables, "timestamp_usec",
                occasion.at().get(ChronoField.MICRO_OF_SECOND));
        return new Call(alert.id(), recipient.map(Recipient::id), alert.path(), variables,
                settings.timeout());
    }

    /** Options as far as they are in force; a recipient's own go before its alert's. */
    private record Settings(
            SortedMap<String, String> meta, SortedMap<String, String> parameters) {

        static final Settings NONE = new Settings(new TreeMap<>(), new TreeMap<>());

        Settings with(
                AlertBook book,
                List<AttributeSet> ownMeta,
                List<AttributeSet> ownParameters,
                Instant now) {
            return new Settings(
                    book.over(meta, ownMeta, now), book.over(parameters, ownParameters, now));
        }

        boolean isEnabled() {
            return Optional.ofNullable(meta.get("enabled")).flatMap(BooleanText::parse)
                    .orElse(true);
        }

        Duration timeout() {
            return Optional.ofNullable(meta.get("timeout")).flatMap(DurationText::parse)
                    .filter(timeout -> !timeout.isZero()).orElse(TIMEOUT);
        }

        String timestampFormat() {
            return meta.getOrDefault("timestamp-format", TIMESTAMP_FORMAT);
        }
    }

    private SortedMap<String, String> over(
            SortedMap<String, String> inherited, List<AttributeSet> own, Instant now) {
        SortedMap<String, String> values = new TreeMap<>(inherited);
        values.putAll(attributes.values(own, RuleContext.at(now)));
        return values;
    }
}
