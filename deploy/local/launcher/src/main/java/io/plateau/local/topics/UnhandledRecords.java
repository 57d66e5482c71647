package io.plateau.local.topics;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.plateau.contracts.broker.BrokerAccess;
import io.plateau.contracts.broker.BrokerFault;
import io.plateau.local.command.RunException;

/**
 * Records that consumers have not handled, as a file. Events that were published later would tell a restored database of
 * what it does not know: of them all, restoring counts as handled what the broker has.
 */
final class UnhandledRecords {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String MAGIC = "plateau queue 1";
    /** In place of a topic. */
    private static final String END = "";

    private final BrokerAccess access;

    UnhandledRecords(BrokerAccess access) {
        this.access = access;
    }

    /** @return how many there are */
    int dump(Path file) throws IOException {
        try (Admin admin = access.admin(TIMEOUT);
                KafkaConsumer<byte[], byte[]> consumer = access.consumer(Map.of("enable.auto.commit", false),
                        new ByteArrayDeserializer(), new ByteArrayDeserializer());
                DataOutputStream out = new DataOutputStream(
                        new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file))))) {
            out.writeUTF(MAGIC);
            Set<TopicPartition> partitions = partitions(admin);
            requireStopped(admin, partitions);
            Map<TopicPartition, Long> begins = handled(admin, consumer, partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            begins.keySet().removeIf(partition -> begins.get(partition) >= ends.get(partition));
            consumer.assign(begins.keySet());
            begins.forEach(consumer::seek);
            int count = 0;
            while (begins.keySet().stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    write(out, record);
                    count++;
                }
            }
            out.writeUTF(END);
            return count;
        } catch (ExecutionException e) {
            throw BrokerFault.of(access, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFault.of(access, e);
        }
    }

    /** @return how many the file holds */
    int restore(Path file) throws IOException {
        try (Admin admin = access.admin(TIMEOUT)) {
            Set<TopicPartition> partitions = partitions(admin);
            List<ProducerRecord<byte[], byte[]>> records = read(file, partitions);
            requireStopped(admin, partitions);
            try (KafkaConsumer<byte[], byte[]> consumer = access.consumer(Map.of(), new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                for (String group : groups(partitions)) {
                    admin.alterConsumerGroupOffsets(group, partitions.stream()
                            .filter(partition -> consumers(partition).contains(group))
                            .collect(Collectors.toMap(p -> p, p -> new OffsetAndMetadata(ends.get(p))))).all().get();
                }
            }
            try (KafkaProducer<byte[], byte[]> producer = access.producer(
                    Map.of("acks", "all", "max.request.size", Topic.RECORD_BYTES + (1 << 20)),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                for (ProducerRecord<byte[], byte[]> record : records) {
                    producer.send(record).get();
                }
            }
            return records.size();
        } catch (ExecutionException e) {
            throw BrokerFault.of(access, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFault.of(access, e);
        }
    }

    /** Of all topics that a service consumes, those of pools included. */
    private static Set<TopicPartition> partitions(Admin admin) throws ExecutionException, InterruptedException {
        List<String> topics = admin.listTopics().names().get().stream()
                .filter(name -> Topic.ofName(name).filter(topic -> !Routes.consumers(topic).isEmpty()).isPresent())
                .toList();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions().size())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toSet());
    }

    private static Set<String> consumers(TopicPartition partition) {
        return Routes.consumers(Topic.ofName(partition.topic()).orElseThrow());
    }

    private static Set<String> groups(Set<TopicPartition> partitions) {
        return partitions.stream().flatMap(partition -> consumers(partition).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void requireStopped(Admin admin, Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Set<String> running = new TreeSet<>();
        for (var group : admin.describeConsumerGroups(groups(partitions)).describedGroups().entrySet()) {
            try {
                if (!group.getValue().get().members().isEmpty()) {
                    running.add(group.getKey());
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw e;
                }
            }
        }
        if (!running.isEmpty()) {
            throw new RunException("services are running: " + String.join(", ", running)
                    + "; stop them, or what they do meanwhile would be missing on one side");
        }
    }

    /** Up to where all groups have handled a partition. */
    private static Map<TopicPartition, Long> handled(Admin admin, KafkaConsumer<?, ?> consumer,
            Set<TopicPartition> partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> handled = new HashMap<>();
        for (String group : groups(partitions)) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata().get();
            for (TopicPartition partition : partitions) {
                if (consumers(partition).contains(group)) {
                    OffsetAndMetadata offset = committed.get(partition);
                    handled.merge(partition, Math.max(begins.get(partition), offset == null ? 0 : offset.offset()),
                            Math::min);
                }
            }
        }
        return handled;
    }

    private static void write(DataOutputStream out, ConsumerRecord<byte[], byte[]> record) throws IOException {
        out.writeUTF(record.topic());
        out.writeInt(record.partition());
        write(out, record.key());
        write(out, record.value());
        out.writeInt(record.headers().toArray().length);
        for (Header header : record.headers()) {
            out.writeUTF(header.key());
            write(out, header.value());
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> read(Path file, Set<TopicPartition> partitions)
            throws IOException {
        Map<String, Long> counts = partitions.stream()
                .collect(Collectors.groupingBy(TopicPartition::topic, TreeMap::new, Collectors.counting()));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            if (!in.readUTF().equals(MAGIC)) {
                throw new RunException(file + " is no file that --dump wrote");
            }
            for (String topic = in.readUTF(); !topic.equals(END); topic = in.readUTF()) {
                if (!counts.containsKey(topic)) {
                    throw new RunException("the broker has no topic " + topic + ", of which the file has records;"
                            + " deploy/local/topics creates topics");
                }
                int partition = (int) (in.readInt() % counts.get(topic));
                byte[] key = bytes(in);
                byte[] value = bytes(in);
                RecordHeaders headers = new RecordHeaders();
                for (int left = in.readInt(); left > 0; left--) {
                    headers.add(in.readUTF(), bytes(in));
                }
                records.add(new ProducerRecord<>(topic, partition, key, value, headers));
            }
            return records;
        } catch (EOFException | ZipException e) {
            throw new RunException(file + " is cut off, or no file that --dump wrote", e);
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }
}
