package io.plateau.local.faults.clock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites a class so that what it reads from the wall clock goes through {@link ShiftedClock}: the results of
 * {@code System.currentTimeMillis()} and of {@code VM.getNanoTimeAdjustment()}, on which {@code Instant.now()}
 * and every {@code Clock.system…} rest. {@code System.nanoTime()} is left alone: it is no wall clock. Without lambdas: what
 * they are made of is being rewritten itself.
 */
final class ClockCalls {
    private static final String MILLIS = "currentTimeMillis";
    private static final String NANOS = "getNanoTimeAdjustment";
    private static final String SYSTEM = "java/lang/System";
    static final String SHIFTED = ShiftedClock.class.getName().replace('.', '/');

    private ClockCalls() {
    }

    /** The rewritten class; null where it reads no clock. */
    static byte[] rewrite(byte[] classFile) {
        String constants = new String(classFile, StandardCharsets.ISO_8859_1);
        if (!constants.contains(MILLIS) && !constants.contains(NANOS)) {
            return null;
        }
        return visited(classFile);
    }

    static void loadWhatRewritingNeeds() {
        try (InputStream own = ClockCalls.class.getResourceAsStream("ClockCalls.class")) {
            visited(own.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] visited(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        // The rewriting adds no branch and needs no more stack than the reading itself: the frames stay valid.
        ClassWriter writer = new ClassWriter(reader, 0);
        Rewriter rewriter = new Rewriter(writer);
        reader.accept(rewriter, 0);
        return rewriter.found ? writer.toByteArray() : null;
    }

    private static final class Rewriter extends ClassVisitor {
        private boolean found;

        Rewriter(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String method, String type, boolean onInterface) {
                    super.visitMethodInsn(opcode, owner, method, type, onInterface);
                    String shift = shift(opcode, owner, method);
                    if (shift != null) {
                        found = true;
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, SHIFTED, shift, "(J)J", false);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(String method, String type, Handle bootstrap, Object... arguments) {
                    Object[] shifted = arguments.clone();
                    for (int i = 0; i < shifted.length; i++) {
                        shifted[i] = reference(shifted[i]);
                    }
                    super.visitInvokeDynamicInsn(method, type, bootstrap, shifted);
                }
            };
        }

        /** {@code System::currentTimeMillis} becomes a reference to the shifted reading. */
        private Object reference(Object argument) {
            if (argument instanceof Handle handle && handle.getOwner().equals(SYSTEM)
                    && handle.getName().equals(MILLIS)) {
                found = true;
                return new Handle(Opcodes.H_INVOKESTATIC, SHIFTED, MILLIS, handle.getDesc(), false);
            }
            return argument;
        }

        private static String shift(int opcode, String owner, String method) {
            if (opcode != Opcodes.INVOKESTATIC) {
                return null;
            }
            return switch (owner + "." + method) {
                case SYSTEM + "." + MILLIS -> "ofMillis";
                case "jdk/internal/misc/VM." + NANOS -> "ofNanos";
                default -> null;
            };
        }
    }
}
