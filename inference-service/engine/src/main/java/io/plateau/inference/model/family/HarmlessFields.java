package io.plateau.inference.model.family;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plateau.inference.checkpoint.ModelConfig;

/**
 * Fields that a configuration of any family may have and that do not bear on what a forward pass computes: labels, special
 * tokens, generation, training, and how the publishing library stores and runs a model. Source: PreTrainedConfig and
 * GenerationConfig of Hugging Face's transformers, 4 and 5.
 */
final class HarmlessFields {
    private static final Set<String> COMMON = Stream.of("""
            architectures transformers_version name_or_path model_name tokenizer_class transformers.js_config
            torch_dtype dtype torchscript use_bfloat16 use_cache return_dict output_attentions output_hidden_states
            chunk_size_feed_forward attn_implementation experts_implementation use_return_dict
            bos_token_id eos_token_id pad_token_id sep_token_id cls_token_id mask_token_id unk_token_id
            decoder_start_token_id prefix task_specific_params finetuning_task problem_type num_labels id2label label2id
            language initializer_range gradient_checkpointing use_gradient_checkpointing tie_last_hidden_states
            tf_legacy_loss is_decoder output_past xla_device custom_pipelines
            """, """
            assistant_confidence_threshold assistant_early_exit assistant_lookbehind bad_words_ids begin_suppress_tokens
            cache_config cache_implementation compile_config constraints continuous_batching_config custom_generate
            disable_compile diversity_penalty do_sample
            dola_layers early_stopping encoder_no_repeat_ngram_size encoder_repetition_penalty epsilon_cutoff eta_cutoff
            exponential_decay_length_penalty force_words_ids forced_bos_token_id forced_decoder_ids forced_eos_token_id
            generation_config guidance_scale is_assistant length_penalty low_memory max_length max_matching_ngram_size
            max_new_tokens
            max_time min_length min_new_tokens min_p no_repeat_ngram_size num_assistant_tokens
            num_assistant_tokens_schedule num_beam_groups num_beams num_return_sequences output_logits output_scores
            penalty_alpha prefill_chunk_size prompt_lookup_num_tokens remove_invalid_values renormalize_logits
            repetition_penalty return_dict_in_generate return_legacy_cache sequence_bias speculation_type stop_strings
            suppress_tokens target_lookbehind
            temperature token_healing top_h top_k top_p typical_p use_mtp watermarking_config
            """).flatMap(lines -> Stream.of(lines.strip().split("\\s+"))).collect(Collectors.toUnmodifiableSet());

    private HarmlessFields() {
    }

    /** The library's own notes begin with an underscore; dropout, under whichever name, is not applied outside training. */
    static boolean contains(String field) {
        return field.startsWith("_") || field.contains("dropout") || field.endsWith("_pdrop") || COMMON.contains(field);
    }

    /** Fields that are harmless as long as they switch nothing on. */
    static void requireOff(ModelConfig config, ModelFamily family) {
        for (String field : Set.of("is_encoder_decoder", "add_cross_attention", "tie_encoder_decoder")) {
            if (config.flag(field, false)) {
                throw config.refusal("has " + field + " = true; only plain decoders can be loaded");
            }
        }
        if (!config.object("pruned_heads").isEmpty()) {
            throw config.refusal("has pruned_heads; models with heads taken out cannot be loaded");
        }
        if (config.has("quantization_config")) {
            throw config
                    .refusal("has a quantization_config; quantized weights cannot be loaded: publish them as F32, F16"
                            + " or BF16");
        }
        if (config.has(ModelFamily.OWN_CODE) && !family.harmlessFields().contains(ModelFamily.OWN_CODE)) {
            throw config.refusal("has an auto_map: the model is computed by code of its own, which is not run");
        }
    }
}
