// Made by `npm run generate:client` from the OpenAPI document. Not to be edited.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Redis and store, and for whoever has a key the queues and workers; 503 when Redis or store is down */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/archives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Archives, newest first */
        get: operations["listArchives"];
        put?: never;
        /** Uploads an archive of clips (zip, tar, tar.gz, tar.zst): the archive itself is the body, streamed to the store */
        post: operations["uploadArchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/archives/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One archive */
        get: operations["getArchive"];
        put?: never;
        post?: never;
        /** Removes an archive, its index and the features that no other archive has and leaves a receipt; its finishedAt is null while it goes on */
        delete: operations["deleteArchive"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/archives/{id}/manifest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Names, labels, selects and orders the clips of an archive, by a table (CSV or JSONL) before its first run */
        post: operations["selectClips"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/archives/from-bucket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an archive, or all audio below a prefix, from where it stands in a bucket; nothing is copied */
        post: operations["takeArchiveFromBucket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/archives/from-urls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a list of URLs as an archive; a worker fetches them */
        post: operations["takeArchiveFromUrls"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, newest first, of one owner or of all */
        get: operations["listDeeds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/caller": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose the key of this request is, and what it may */
        get: operations["getCaller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embedding-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Embedding models, newest first */
        get: operations["listEmbeddingModels"];
        put?: never;
        /** Takes an ONNX model that makes embeddings: the file itself is the body; it is loaded and run once */
        post: operations["uploadEmbeddingModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embedding-models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One embedding model */
        get: operations["getEmbeddingModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Evaluations, newest first */
        get: operations["listEvaluations"];
        put?: never;
        /** Runs a protocol: a training for each fold and seed */
        post: operations["createEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An evaluation and how far its trainings are */
        get: operations["getEvaluation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels the trainings that are not over */
        post: operations["cancelEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All trainings in one report, as npm run results reads it */
        get: operations["getEvaluationReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys, newest first, of one owner or of all */
        get: operations["listKeys"];
        put?: never;
        /** Makes a key; its secret is in this answer and nowhere else */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One key */
        get: operations["getKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revokes a key for ever */
        post: operations["revokeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Models, newest first; then what is shared by others */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The card of a model */
        get: operations["getModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lists leave it out, and runs that name no model pass it over; by its id it scores as before */
        post: operations["archiveModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/card.md": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The card of a model as a page */
        get: operations["getModelCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/compressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a model smaller: a training run on its corpus and split, whose model names its parent */
        post: operations["compressModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/demote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the promotion back: such runs take the newest model */
        post: operations["demoteModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/onnx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The model as an ONNX file, or a range of it: features as extracted to probabilities */
        get: operations["getModelOnnx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/pictures/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of how well a model does */
        get: operations["getModelPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs that name no model take it from now on */
        post: operations["promoteModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the archiving back */
        post: operations["restoreModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Every owner sees it and may score with it */
        post: operations["shareModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Scores one recording at once; nothing of it is kept */
        post: operations["tryModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{id}/unshare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the sharing back; runs that were begun with it go on */
        post: operations["unshareModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/ensembles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Registers models that score as one: the mean of their calibrated probabilities */
        post: operations["createEnsemble"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/multipart-uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins an upload that goes straight to the bucket by presigned links */
        post: operations["createMultipartUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/multipart-uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One upload */
        get: operations["getMultipartUpload"];
        put?: never;
        post?: never;
        /** Gives an upload up; nothing is left of its parts */
        delete: operations["abortMultipartUpload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/multipart-uploads/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Joins the parts into an archive; may be repeated */
        post: operations["completeMultipartUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/multipart-uploads/{id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Parts that have arrived and those that are missing */
        get: operations["listParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/multipart-uploads/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Links to PUT parts to, good for an hour */
        post: operations["signParts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receipts of what was removed, newest first */
        get: operations["listReceipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipt of an archive or run that was removed */
        get: operations["getReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** scoring runs, newest first */
        get: operations["listScoringRuns"];
        put?: never;
        /** Scores every clip of an archive with a model */
        post: operations["createScoringRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State and progress of a run */
        get: operations["getScoringRun"];
        put?: never;
        post?: never;
        /** Removes a run that is over, with its results and leaves a receipt; its finishedAt is null while it goes on */
        delete: operations["deleteScoringRun"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a run; what is done is kept */
        post: operations["cancelScoringRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/clips/{clip}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of one clip, and its timeline */
        get: operations["getClip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/clips/{clip}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of one clip as they were uploaded, or a range of them, for playing */
        get: operations["getClipAudio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/clips/{clip}/audio-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket for the sound of this clip, for players that can send no key; good for five minutes */
        post: operations["createAudioTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/clips/{clip}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How loud one clip is over its length, for drawing its waves; decoded by a feature worker */
        get: operations["getClipPeaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Clips without a score, and why */
        get: operations["getErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events of a run as server-sent events, until it is over */
        get: operations["watchScoringRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Holds a run: what is under way ends, nothing else begins */
        post: operations["pauseScoringRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Result files of a finished run, with links */
        get: operations["listResults"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/results/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One result file, or a range of it */
        get: operations["getResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with what is missing: after a pause, a cancellation, a failure, or the loss of the queue */
        post: operations["resumeScoringRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/retry-failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs failed clips of a complete run again; by default those whose error may pass by itself */
        post: operations["retryFailedClips"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Scores, one a clip, as NDJSON or CSV by Accept, or page by page; while the run goes on, those there are */
        get: operations["getScores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scoring-runs/{id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts, distributions and hashes of a finished run */
        get: operations["getSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sweeps, newest first */
        get: operations["listSweeps"];
        put?: never;
        /** Trains a recipe with keys drawn from ranges: at random, or by successive halving */
        post: operations["createSweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A sweep and its trainings, the best of the furthest rung first */
        get: operations["getSweep"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sweeps/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels the trainings that are not over; no rung follows */
        post: operations["cancelSweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** training runs, newest first */
        get: operations["listTrainingRuns"];
        put?: never;
        /** Trains a model on a labelled archive */
        post: operations["createTrainingRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State and progress of a run */
        get: operations["getTrainingRun"];
        put?: never;
        post?: never;
        /** Removes a run that is over, with its report; its model stays and leaves a receipt; its finishedAt is null while it goes on */
        delete: operations["deleteTrainingRun"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a run; what is done is kept */
        post: operations["cancelTrainingRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events of a run as server-sent events, until it is over */
        get: operations["watchTrainingRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Holds a run: what is under way ends, nothing else begins */
        post: operations["pauseTrainingRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Evaluation, history and split of a finished training */
        get: operations["getTrainingReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{id}/report/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of a training report */
        get: operations["getReportPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with what is missing: after a pause, a cancellation, a failure, or the loss of the queue */
        post: operations["resumeTrainingRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-runs/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a training after its epoch; the best model so far is registered */
        post: operations["stopTrainingRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the owner of this key has of what it may have */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** URLs that are told, newest first */
        get: operations["listWebhooks"];
        put?: never;
        /** Has a URL called when runs are over; this answer alone has its secret */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One URL that is told */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /** Tells a URL nothing more, and forgets its log */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a URL was told and how it answered, newest first */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{delivery}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message again, under the same id */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test message */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Archive: {
            /** Format: date-time */
            createdAt: string;
            entries: number | null;
            /** @default null */
            expiresAt: string | null;
            /** @enum {string} */
            format: "zip" | "tar" | "tar.gz" | "tar.zst" | "objects" | "urls";
            id: string;
            name: string;
            /** @default local */
            owner: string;
            sha256: string;
            sizeBytes: number;
            url?: string;
        };
        Assessment: {
            abstention: {
                testAccuracyAnswered: number;
                testAnswered: number;
                threshold: number;
                validationErrorAfter: number;
                validationErrorBefore: number;
            } | null;
            calibration: {
                after: {
                    bins: {
                        accuracy: number;
                        clips: number;
                        from: number;
                        meanProbability: number;
                        to: number;
                    }[];
                    brier: number;
                    ece: number;
                };
                before: {
                    bins: {
                        accuracy: number;
                        clips: number;
                        from: number;
                        meanProbability: number;
                        to: number;
                    }[];
                    brier: number;
                    ece: number;
                };
                fittedOn: number;
                temperature: number;
            } | null;
            conformal: {
                empty: number;
                meanSetSize: number;
                singletons: number;
                testCoverage: number;
                threshold: number;
                wantedCoverage: number;
            } | null;
            confusionByPrediction: number[][];
            confusionByTruth: number[][];
            genders: {
                accuracy: number;
                clips: number;
                group: string;
                recalls: (number | null)[];
                uar: number;
            }[];
            predictions: {
                predicted: number[];
                speaker: number[] | null;
                speakers: string[] | null;
                truth: number[];
            };
            speakers: {
                accuracy: number;
                clips: number;
                group: string;
                recalls: (number | null)[];
                uar: number;
            }[];
        };
        Engine: {
            device: string;
            /** @enum {string} */
            name: "tfjs-node-gpu" | "tfjs-node" | "wasm" | "cpu" | "onnxruntime";
            passedOver: {
                name: string;
                reason: string;
            }[];
            /**
             * @description Of `wasm`: with fused multiply-add, on joined vectors. Models of different kinds differ in last digits.
             * @enum {string}
             */
            simd?: "plain" | "relaxed" | "plain-wide" | "relaxed-wide";
            version: string;
        };
        EpochMetrics: {
            clipsPerSecond: number;
            epoch: number;
            epochs: number;
            learningRate: number;
            loss: number;
            validationLoss: number | null;
            validationUar: number | null;
        };
        /** @enum {string} */
        ErrorCode: "request.invalid" | "request.not_found" | "request.unsupported_media_type" | "request.not_acceptable" | "request.range_unsatisfiable" | "request.too_large" | "request.aborted" | "auth.key_missing" | "auth.key_invalid" | "auth.key_expired" | "auth.key_revoked" | "auth.ticket_invalid" | "auth.scope_missing" | "auth.foreign_origin" | "auth.too_many_failures" | "rate.limited" | "quota.stored_bytes" | "quota.runs_at_once" | "quota.audio_seconds" | "key.not_found" | "idempotency.key_reused" | "idempotency.in_progress" | "archive.not_found" | "archive.not_zip" | "archive.truncated" | "archive.empty" | "archive.unsupported" | "archive.malformed" | "archive.too_large" | "archive.checksum_mismatch" | "archive.changed" | "archive.bucket_refused" | "archive.in_use" | "upload.not_found" | "upload.incomplete" | "upload.no_links" | "corpus.unknown" | "corpus.labels_unreadable" | "corpus.too_small" | "corpus.label_map_unknown" | "corpus.manifest_malformed" | "corpus.no_features" | "recipe.unknown" | "recipe.invalid" | "recipe.unknown_key" | "feature_set.unknown" | "feature_set.not_trainable" | "split.unknown" | "split.not_applicable" | "split.leak" | "model.not_found" | "model.feature_set_mismatch" | "model.labels_mismatch" | "model.not_compressible" | "model.not_exportable" | "model.corrupt" | "embedding_model.not_found" | "embedding_model.invalid" | "embedding_model.unsafe" | "embedding_model.too_large" | "embedding_model.checksum_mismatch" | "features.being_swept" | "features.corrupt" | "training.diverged" | "evaluation.not_found" | "sweep.not_found" | "run.not_found" | "run.not_finished" | "run.under_way" | "run.already_over" | "run.not_steerable" | "run.nothing_to_retry" | "run.incomplete" | "run.failed" | "run.cancelled" | "clip.not_found" | "clip.not_audio" | "clip.truncated" | "clip.unsupported_codec" | "clip.malformed" | "clip.empty" | "clip.silent" | "clip.too_short" | "clip.too_long" | "clip.too_large" | "clip.encrypted" | "clip.unsupported_compression" | "clip.corrupt" | "clip.bad_name" | "clip.changed" | "clip.fetch_refused" | "clip.fetch_failed" | "clip.duplicate_name" | "clip.decode_failed" | "trial.unanswered" | "peaks.unanswered" | "receipt.not_found" | "retention.in_progress" | "webhook.not_found" | "webhook.too_many" | "outbound.refused" | "outbound.unreachable" | "queue.unavailable" | "queue.full" | "store.unavailable" | "store.object_missing" | "store.object_exists" | "engine.unavailable" | "internal.error";
        ErrorLine: {
            clip: number;
            code: components["schemas"]["ErrorCode"];
            message: string;
            name: string;
        };
        Evaluation: {
            accuracy: number;
            brier: number;
            clips: number;
            confusion: number[][];
            ece: number;
            macroF1: number;
            perClass: {
                f1: number;
                label: string;
                precision: number;
                recall: number;
                support: number;
            }[];
            uar: number;
        };
        FeatureSet: {
            coefficients: number;
            fftLength: number;
            fMaxHz: number;
            fMinHz: number;
            /** @enum {string} */
            framing: "centred-reflect" | "left";
            hopLength: number;
            /** @enum {string} */
            kind: "librosa" | "meyda";
            melBands: number;
            pooling: {
                bins: number;
                framesPerBin: number | null;
            };
            preprocessing?: components["schemas"]["Preprocessing"];
            /** @enum {string} */
            resampler: "sinc-hann-41" | "kaiser-8" | "kaiser-9";
            /** @constant */
            sampleRateHz: 16000;
            spanSeconds: number | null;
            topDb: number | null;
            /** @constant */
            version: 1;
            winLength: number;
        } | {
            /** @enum {string} */
            cmvn: "utterance" | "corpus";
            coefficients: number;
            deltas: {
                orders: 1 | 2;
                width: number;
            } | null;
            fftLength: number;
            fMaxHz: number;
            fMinHz: number;
            /** @enum {string} */
            framing: "centred-reflect" | "centred-zero" | "left";
            hopLength: number;
            /** @constant */
            kind: "mfcc-sequence";
            melBands: number;
            preprocessing?: components["schemas"]["Preprocessing"];
            /** @enum {string} */
            resampler: "sinc-hann-41" | "kaiser-8" | "kaiser-9";
            /** @constant */
            sampleRateHz: 16000;
            spanSeconds: number | null;
            topDb: number | null;
            /** @constant */
            version: 1;
            winLength: number;
        } | {
            /** @enum {string} */
            cmvn: "utterance" | "corpus";
            deltas: {
                orders: 1 | 2;
                width: number;
            } | null;
            fftLength: number;
            fMaxHz: number;
            fMinHz: number;
            /** @enum {string} */
            framing: "centred-reflect" | "centred-zero" | "left";
            hopLength: number;
            /** @constant */
            kind: "logmel-sequence";
            leastPower: {
                /** @enum {string} */
                mode: "clip" | "add";
                power: number;
            };
            melBands: number;
            /** @enum {string} */
            melNorm: "slaney" | "peak";
            /** @enum {string} */
            melScale: "slaney" | "htk";
            preprocessing?: components["schemas"]["Preprocessing"];
            /** @enum {string} */
            resampler: "sinc-hann-41" | "kaiser-8" | "kaiser-9";
            /** @constant */
            sampleRateHz: 16000;
            spanSeconds: number | null;
            topDb: number | null;
            /** @constant */
            version: 1;
            winLength: number;
        } | {
            /** @enum {string} */
            cmvn: "utterance" | "corpus";
            hopLength: number;
            /** @constant */
            kind: "prosody";
            pitchMaxHz: number;
            pitchMinHz: number;
            preprocessing?: components["schemas"]["Preprocessing"];
            rateWindowSeconds: number;
            /** @enum {string} */
            resampler: "sinc-hann-41" | "kaiser-8" | "kaiser-9";
            /** @constant */
            sampleRateHz: 16000;
            spanSeconds: number | null;
            /** @constant */
            version: 1;
            winLength: number;
        } | {
            /** @enum {string} */
            cmvn: "utterance" | "corpus";
            fftLength: number;
            hopLength: number;
            /** @constant */
            kind: "spectral";
            preprocessing?: components["schemas"]["Preprocessing"];
            /** @enum {string} */
            resampler: "sinc-hann-41" | "kaiser-8" | "kaiser-9";
            /** @constant */
            sampleRateHz: 16000;
            spanSeconds: number | null;
            /** @constant */
            version: 1;
        } | {
            /** @constant */
            cmvn: "corpus";
            fftLength: number;
            /** @enum {string} */
            framing: "centred-reflect" | "centred-zero" | "left";
            hopLength: number;
            /** @constant */
            kind: "utterance-312";
            pitchMaxHz: number;
            pitchMinHz: number;
            preprocessing?: components["schemas"]["Preprocessing"];
            /** @enum {string} */
            resampler: "sinc-hann-41" | "kaiser-8" | "kaiser-9";
            /** @constant */
            sampleRateHz: 16000;
            spanSeconds: number | null;
            topDb: number | null;
            /** @constant */
            version: 1;
            winLength: number;
        } | {
            /** @constant */
            cmvn: "corpus";
            dimensions: number;
            /** @enum {string} */
            inputScaling: "none" | "unit-variance";
            /** @constant */
            kind: "embedding";
            minSamples: number;
            modelKey: string;
            modelSha256: string;
            preprocessing?: components["schemas"]["Preprocessing"];
            /** @enum {string} */
            resampler: "sinc-hann-41" | "kaiser-8" | "kaiser-9";
            /** @constant */
            sampleRateHz: 16000;
            spanSeconds: number | null;
            /** @constant */
            version: 1;
        };
        Model: {
            /** @description Lists leave it out, and no run takes it unless it is named. */
            archived: boolean;
            archiveId: string | null;
            assessment?: components["schemas"]["Assessment"];
            compression?: {
                after: {
                    accuracy: number;
                    latency: {
                        perClipMsBatch1: number;
                        perClipMsBatch64: number;
                    };
                    nonZero: number;
                    parameters: number;
                    uar: number;
                    weightBytes: number;
                };
                before: {
                    accuracy: number;
                    latency: {
                        perClipMsBatch1: number;
                        perClipMsBatch64: number;
                    };
                    nonZero: number;
                    parameters: number;
                    uar: number;
                    weightBytes: number;
                };
                /** @description prune: magnitude pruning and fine-tuning. distill: into a network of at most 60,000 parameters. */
                method: {
                    /** @constant */
                    kind: "prune";
                    /**
                     * @description Share of each matrix and kernel that is set to 0: the smallest. The rest is trained on.
                     * @default 0.8
                     */
                    sparsity: number;
                } | {
                    /** @constant */
                    kind: "quantize";
                    /**
                     * @description Of matrices and kernels in the file; int8 has one scale for each output channel.
                     * @default int8
                     * @enum {string}
                     */
                    precision: "int8" | "float16";
                } | {
                    /** @constant */
                    kind: "distill";
                    /**
                     * @description What the parent's answers count in the loss; the labels count the rest.
                     * @default 0.8
                     */
                    softShare: number;
                    /**
                     * @description Of the parent's and the student's softmax.
                     * @default 3
                     */
                    temperature: number;
                };
                parentModelId: string;
            };
            corpus: string;
            corpusChecks?: {
                clips: number;
                /** @enum {string} */
                corpus: "ravdess-speech" | "ravdess-song" | "emodb" | "crema-d" | "tess" | "savee" | "folder" | "manifest";
                labels: {
                    found: number;
                    label: string;
                    published: number;
                }[];
                missingSpeakers: string[];
                publishedClips: number | null;
            }[];
            /** Format: date-time */
            createdAt: string;
            dataHash: string;
            dataLicence: string;
            domain?: {
                clips: number;
                deviations: number[];
                means: number[];
                ranges: {
                    bandwidthHz: {
                        high: number;
                        low: number;
                        median: number;
                    };
                    levelDbfs: {
                        high: number;
                        low: number;
                        median: number;
                    };
                    snrDb: {
                        high: number;
                        low: number;
                        median: number;
                    };
                } | null;
                signal: {
                    bandwidthHz: number[];
                    clips: number;
                    levelDbfs: number[];
                    snrDb: number[];
                };
                /** @constant */
                v: 1;
            };
            engine: components["schemas"]["Engine"];
            featureSet: components["schemas"]["FeatureSet"];
            featureSetId: string;
            featureSetName: string | null;
            id: string;
            intendedUse: string;
            labelMap?: string | null;
            labels: string[];
            latency: {
                perClipMsBatch1: number;
                perClipMsBatch64: number;
            };
            members?: {
                modelId: string;
                name: string;
                temperature: number;
                version: string;
                weight: number;
                weightsSha256: string;
            }[];
            name: string;
            /** @default local */
            owner: string;
            parameters: number;
            /** @description Runs that name no model take it. */
            promoted: boolean;
            recipe: components["schemas"]["Recipe"] | null;
            seed: number | null;
            /** @description Every owner sees it. */
            shared: boolean;
            split: components["schemas"]["Split"] | null;
            test: components["schemas"]["Evaluation"] | null;
            trainingRunId: string | null;
            version: string;
            weightBytes?: number;
            weightsSha256: string;
        };
        Preprocessing: {
            /**
             * @default mix
             * @enum {string}
             */
            channels: "mix" | "left" | "right" | "each";
            /**
             * @description A clip that breaks off gives what could be decoded, with a warning, and not an error.
             * @default false
             */
            lenient: boolean;
            /**
             * @description RMS level that each signal is brought to; a full-scale square wave has 0.
             * @default null
             */
            levelDbfs: number | null;
            /**
             * @description Cuts each clip into segments, read as a stream; null: a clip is one piece.
             * @default null
             */
            segments: {
                /** @description From the start of one segment to that of the next. */
                hopSeconds: number;
                /** @description Length of a segment. */
                windowSeconds: number;
            } | null;
            /** @default null */
            trimSilence: {
                /**
                 * @description Edges quieter than this against the loudest window of 20 ms are cut off.
                 * @default -40
                 */
                thresholdDb: number;
            } | null;
            /**
             * @description Cuts out what is no speech; with segments, leaves out those that are less than half speech.
             * @default null
             */
            voiceActivity: {
                /**
                 * @description Kept before and behind each stretch of speech.
                 * @default 0.2
                 */
                hangoverSeconds: number;
                /**
                 * @description Speech is at least this much louder than the noise floor, the 10th percentile of windows.
                 * @default 9
                 */
                marginDb: number;
                /**
                 * @description Speech has a spectral flatness below this: 0 is a tone, 1 is white noise.
                 * @default 0.5
                 */
                maxFlatness: number;
            } | null;
        };
        PreprocessingInput: {
            /**
             * @default mix
             * @enum {string}
             */
            channels: "mix" | "left" | "right" | "each";
            /**
             * @description A clip that breaks off gives what could be decoded, with a warning, and not an error.
             * @default false
             */
            lenient: boolean;
            /**
             * @description RMS level that each signal is brought to; a full-scale square wave has 0.
             * @default null
             */
            levelDbfs: number | null;
            /**
             * @description Cuts each clip into segments, read as a stream; null: a clip is one piece.
             * @default null
             */
            segments: {
                /** @description From the start of one segment to that of the next. */
                hopSeconds: number;
                /** @description Length of a segment. */
                windowSeconds: number;
            } | null;
            /** @default null */
            trimSilence: {
                /**
                 * @description Edges quieter than this against the loudest window of 20 ms are cut off.
                 * @default -40
                 */
                thresholdDb: number;
            } | null;
            /**
             * @description Cuts out what is no speech; with segments, leaves out those that are less than half speech.
             * @default null
             */
            voiceActivity: {
                /**
                 * @description Kept before and behind each stretch of speech.
                 * @default 0.2
                 */
                hangoverSeconds: number;
                /**
                 * @description Speech is at least this much louder than the noise floor, the 10th percentile of windows.
                 * @default 9
                 */
                marginDb: number;
                /**
                 * @description Speech has a spectral flatness below this: 0 is a tone, 1 is white noise.
                 * @default 0.5
                 */
                maxFlatness: number;
            } | null;
        };
        Problem: {
            code: components["schemas"]["ErrorCode"];
            detail: string;
            instance?: string;
            issues?: {
                message: string;
                path: string;
            }[];
            status: number;
            title: string;
            /** @description `urn:serenade:problem:<code>` */
            type: string;
        };
        Recipe: {
            /** @constant */
            architecture: "dual-lstm";
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            dropout: number;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            units: number;
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
        } | {
            /** @constant */
            architecture: "single-lstm";
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            dropout: number;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            units: number;
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
        } | {
            /** @constant */
            architecture: "last-step";
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            dropout: number;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            units: number;
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
        } | {
            /** @constant */
            architecture: "peephole-lstm";
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            dropout: number;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            units: number;
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
        } | {
            /** @constant */
            architecture: "bilstm-attention";
            attentionUnits: number;
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            dropout: number;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            units: number;
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
        } | {
            /** @constant */
            architecture: "residual-lstm";
            attentionUnits: number;
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            dropout: number;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            units: number;
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
        } | {
            /** @constant */
            architecture: "tcn";
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            blocks: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            filters: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            spatialDropout: number;
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
        } | {
            /** @constant */
            architecture: "conv-attention";
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            dropout: number;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            spatialDropout: number;
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
            /** @default 1 */
            width: number;
        } | {
            /** @constant */
            architecture: "conv-transformer";
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            dropout: number;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            heads: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            layers: number;
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
            width: number;
        } | {
            /** @constant */
            architecture: "mlp-312";
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            dropout: number;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            hidden: number[];
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
        } | {
            /** @constant */
            architecture: "logistic";
            /** @default {} */
            augmentation: {
                features?: {
                    frequencyMask?: {
                        masks: number;
                        maxCoefficients: number;
                    };
                    gainDb?: number;
                    jitter?: number;
                    timeMask?: {
                        masks: number;
                        maxFrames: number;
                    };
                    vtlp?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    warp?: {
                        scale: number;
                        shiftCoefficients: number;
                        shiftFrames: number;
                        tempo: number;
                    };
                };
                mixup?: {
                    alpha: number;
                };
                signal?: {
                    gainDb?: {
                        /** @default 1 */
                        probability: number;
                        range: [
                            number,
                            number
                        ];
                    };
                    noise?: {
                        /** @default 1 */
                        probability: number;
                        snrDb: [
                            number,
                            number
                        ];
                    };
                    reverberation?: {
                        directDb: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                        rt60Seconds: [
                            number,
                            number
                        ];
                    };
                    speed?: {
                        factor: [
                            number,
                            number
                        ];
                        /** @default 1 */
                        probability: number;
                    };
                    timeShift?: {
                        maxShare: number;
                        /** @default 1 */
                        probability: number;
                    };
                };
            };
            batchSize: number;
            /** @default 0.9 */
            beta1: number;
            /** @default 0.999 */
            beta2: number;
            /** @default null */
            budgetMinutes: number | null;
            /**
             * @default none
             * @enum {string}
             */
            classWeights: "none" | "balanced";
            /** @default null */
            clipNorm: number | null;
            /** @default null */
            earlyStopEpochs: number | null;
            epochs: number;
            /** @default 1e-7 */
            epsilon: number;
            input: {
                /** @default null */
                crop: {
                    frames: number;
                    /** @enum {string} */
                    kind: "start" | "centre" | "energy";
                } | null;
                /** @default null */
                resize: {
                    coefficients: number;
                    frames: number;
                } | null;
            };
            /** @enum {string} */
            keep: "best-validation" | "last";
            /** @default 0 */
            labelSmoothing: number;
            /**
             * @default keep
             * @enum {string}
             */
            lastBatch: "keep" | "drop";
            learningRate: {
                floor: number;
                peak: number;
                /** @constant */
                schedule: "warmup-cosine";
                warmupEpochs: number;
            } | {
                decayPerEpoch: number;
                floor: number;
                peak: number;
                /** @constant */
                schedule: "exponential";
                warmupEpochs: number;
            } | {
                beta1: [
                    number,
                    number
                ];
                floor: number;
                peak: number;
                /** @constant */
                schedule: "one-cycle";
                start: number;
                warmupShare: number;
            } | {
                peak: number;
                /** @constant */
                schedule: "constant";
            };
            /** @default 1 */
            members: number;
            /** @enum {string} */
            optimizer: "adam" | "adamw";
            validationShare: number;
            /** @default null */
            weightAveraging: number | null;
            /** @default 0 */
            weightDecay: number;
        };
        ScoreLine: {
            channels?: {
                channel: number;
                label: string;
                probabilities: {
                    [key: string]: number;
                };
                probability: number;
            }[];
            clip: number;
            durationSeconds: number;
            engine: string;
            /** @description Whether the largest probability, calibrated, lies below the threshold of the model, which had better say nothing; absent where it has none. */
            isUncertain?: boolean;
            label: string;
            modelId: string;
            modelVersion: string;
            name: string;
            probabilities: {
                [key: string]: number;
            };
            probability: number;
            segments?: {
                channel: number | null;
                endSeconds: number;
                label: string;
                probabilities: {
                    [key: string]: number;
                };
                probability: number;
                startSeconds: number;
            }[];
            warning?: {
                code: components["schemas"]["ErrorCode"];
                message: string;
            };
        };
        ScoringRun: {
            archiveId: string;
            archiveName: string;
            /** Format: date-time */
            createdAt: string;
            error: {
                code: components["schemas"]["ErrorCode"];
                message: string;
            } | null;
            /** @default null */
            expiresAt: string | null;
            featureSet: string;
            featureSetId: string;
            finishedAt: string | null;
            id: string;
            /** @constant */
            kind: "scoring";
            /**
             * @description How often the run was launched again: by a resumption, or to retry failed clips.
             * @default 0
             */
            launch: number;
            modelId: string;
            modelVersion: string;
            /** @default local */
            owner: string;
            /**
             * @default normal
             * @enum {string}
             */
            priority: "low" | "normal" | "high";
            progress: {
                /** @description Shards whose tensors existed already. */
                cachedShards: number;
                cancelled: number;
                /** @description Lines of the manifest; null until the archive is indexed. */
                clips: number | null;
                /** @description Lately; null until it can be told. */
                clipsPerSecond: number | null;
                epoch: number;
                epochs: number;
                /** @description Until the last clip is done, at the speed of late and its spread; null until it can be told. */
                eta: {
                    latestSeconds: number;
                    seconds: number;
                    soonestSeconds: number;
                } | null;
                extracted: number;
                failed: number;
                /**
                 * @description The failed clips by error code.
                 * @default {}
                 */
                failedByCode: {
                    [key: string]: number;
                };
                scored: number;
            };
            /**
             * @description Rounds in which failed clips were run again.
             * @default []
             */
            retries: {
                codes: components["schemas"]["ErrorCode"][];
                /** Format: date-time */
                requestedAt: string;
                round: number;
            }[];
            /**
             * @description Shards are scored as soon as they are extracted; `scoring` says that no clip is left to extract. `interrupted`: the queue has lost the run; resume it.
             * @enum {string}
             */
            state: "queued" | "indexing" | "extracting" | "scoring" | "training" | "finishing" | "paused" | "interrupted" | "completed" | "completed_with_errors" | "cancelling" | "cancelled" | "failed";
        };
        Split: {
            fold: number;
            hash: string;
            /** @enum {string} */
            name: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
            seed: number;
            speakersInBoth: number | null;
            test: number;
            testTwinsInTraining: number | null;
            train: number;
            validation: number;
        };
        TrainingReport: {
            assessment?: components["schemas"]["Assessment"];
            bestEpoch: number;
            compression?: {
                after: {
                    accuracy: number;
                    latency: {
                        perClipMsBatch1: number;
                        perClipMsBatch64: number;
                    };
                    nonZero: number;
                    parameters: number;
                    uar: number;
                    weightBytes: number;
                };
                before: {
                    accuracy: number;
                    latency: {
                        perClipMsBatch1: number;
                        perClipMsBatch64: number;
                    };
                    nonZero: number;
                    parameters: number;
                    uar: number;
                    weightBytes: number;
                };
                /** @description prune: magnitude pruning and fine-tuning. distill: into a network of at most 60,000 parameters. */
                method: {
                    /** @constant */
                    kind: "prune";
                    /**
                     * @description Share of each matrix and kernel that is set to 0: the smallest. The rest is trained on.
                     * @default 0.8
                     */
                    sparsity: number;
                } | {
                    /** @constant */
                    kind: "quantize";
                    /**
                     * @description Of matrices and kernels in the file; int8 has one scale for each output channel.
                     * @default int8
                     * @enum {string}
                     */
                    precision: "int8" | "float16";
                } | {
                    /** @constant */
                    kind: "distill";
                    /**
                     * @description What the parent's answers count in the loss; the labels count the rest.
                     * @default 0.8
                     */
                    softShare: number;
                    /**
                     * @description Of the parent's and the student's softmax.
                     * @default 3
                     */
                    temperature: number;
                };
                parentModelId: string;
            };
            corpus: string;
            corpusChecks?: {
                clips: number;
                /** @enum {string} */
                corpus: "ravdess-speech" | "ravdess-song" | "emodb" | "crema-d" | "tess" | "savee" | "folder" | "manifest";
                labels: {
                    found: number;
                    label: string;
                    published: number;
                }[];
                missingSpeakers: string[];
                publishedClips: number | null;
            }[];
            domain?: {
                clips: number;
                deviations: number[];
                means: number[];
                ranges: {
                    bandwidthHz: {
                        high: number;
                        low: number;
                        median: number;
                    };
                    levelDbfs: {
                        high: number;
                        low: number;
                        median: number;
                    };
                    snrDb: {
                        high: number;
                        low: number;
                        median: number;
                    };
                } | null;
                signal: {
                    bandwidthHz: number[];
                    clips: number;
                    levelDbfs: number[];
                    snrDb: number[];
                };
                /** @constant */
                v: 1;
            };
            /**
             * @default epochs
             * @enum {string}
             */
            endedBy: "epochs" | "budget" | "early-stop" | "request";
            engine: components["schemas"]["Engine"];
            featureSet: components["schemas"]["FeatureSet"];
            featureSetId: string;
            history: components["schemas"]["EpochMetrics"][];
            labelMap?: string | null;
            labels: string[];
            latency: {
                perClipMsBatch1: number;
                perClipMsBatch64: number;
            };
            leftOut: {
                [key: string]: number;
            };
            modelId: string;
            parameters: number;
            recipe: components["schemas"]["Recipe"];
            resumedFromEpoch: number | null;
            runId: string;
            seed: number;
            split: components["schemas"]["Split"];
            test: components["schemas"]["Evaluation"];
            trainingSeconds: number;
            /** @constant */
            v: 1;
            validation: components["schemas"]["Evaluation"] | null;
            weightBytes?: number;
        };
        TrainingRun: {
            archiveId: string;
            archiveName: string;
            /** @default null */
            compression: {
                /** @description prune: magnitude pruning and fine-tuning. distill: into a network of at most 60,000 parameters. */
                method: {
                    /** @constant */
                    kind: "prune";
                    /**
                     * @description Share of each matrix and kernel that is set to 0: the smallest. The rest is trained on.
                     * @default 0.8
                     */
                    sparsity: number;
                } | {
                    /** @constant */
                    kind: "quantize";
                    /**
                     * @description Of matrices and kernels in the file; int8 has one scale for each output channel.
                     * @default int8
                     * @enum {string}
                     */
                    precision: "int8" | "float16";
                } | {
                    /** @constant */
                    kind: "distill";
                    /**
                     * @description What the parent's answers count in the loss; the labels count the rest.
                     * @default 0.8
                     */
                    softShare: number;
                    /**
                     * @description Of the parent's and the student's softmax.
                     * @default 3
                     */
                    temperature: number;
                };
                parentModelId: string;
            } | null;
            corpus: string;
            /** Format: date-time */
            createdAt: string;
            error: {
                code: components["schemas"]["ErrorCode"];
                message: string;
            } | null;
            /** @default null */
            expiresAt: string | null;
            featureSet: string;
            featureSetId: string;
            finishedAt: string | null;
            fold: number;
            id: string;
            /** @constant */
            kind: "training";
            /** @default null */
            labelMap: string | null;
            /**
             * @description How often the run was launched again: by a resumption, or to retry failed clips.
             * @default 0
             */
            launch: number;
            /** @default [] */
            leaveOut: string[];
            modelId: string | null;
            /** @default local */
            owner: string;
            /**
             * @default normal
             * @enum {string}
             */
            priority: "low" | "normal" | "high";
            progress: {
                /** @description Shards whose tensors existed already. */
                cachedShards: number;
                cancelled: number;
                /** @description Lines of the manifest; null until the archive is indexed. */
                clips: number | null;
                /** @description Lately; null until it can be told. */
                clipsPerSecond: number | null;
                epoch: number;
                epochs: number;
                /** @description Until the last clip is done, at the speed of late and its spread; null until it can be told. */
                eta: {
                    latestSeconds: number;
                    seconds: number;
                    soonestSeconds: number;
                } | null;
                extracted: number;
                failed: number;
                /**
                 * @description The failed clips by error code.
                 * @default {}
                 */
                failedByCode: {
                    [key: string]: number;
                };
                scored: number;
            };
            recipe: string;
            resolvedRecipe: components["schemas"]["Recipe"];
            seed: number;
            /** @enum {string} */
            split: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
            /**
             * @description Shards are scored as soon as they are extracted; `scoring` says that no clip is left to extract. `interrupted`: the queue has lost the run; resume it.
             * @enum {string}
             */
            state: "queued" | "indexing" | "extracting" | "scoring" | "training" | "finishing" | "paused" | "interrupted" | "completed" | "completed_with_errors" | "cancelling" | "cancelled" | "failed";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process answers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Redis and store, and for whoever has a key the queues and workers; 503 when Redis or store is down */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        queues: {
                            [key: string]: {
                                [key: string]: number;
                            };
                        };
                        redis: {
                            detail?: string;
                            /** @description `maxmemory`; null where nothing bounds it. */
                            maxBytes?: number | null;
                            ok: boolean;
                            usedBytes?: number;
                        };
                        /** @enum {string} */
                        status: "ready" | "degraded" | "down";
                        store: {
                            detail?: string;
                            /** @enum {string} */
                            kind: "s3" | "file";
                            ok: boolean;
                        };
                        workers: {
                            concurrency: number;
                            engine: components["schemas"]["Engine"] | null;
                            host: string;
                            id: string;
                            /** @enum {string} */
                            kind: "worker-features" | "worker-gpu";
                            pid: number;
                            rssBytes: number;
                            /** Format: date-time */
                            seenAt: string;
                            /** Format: date-time */
                            startedAt: string;
                            /** @description Of feature workers. */
                            work?: {
                                audioSeconds: number;
                                audioSecondsPerSecond: number;
                                /** @description Clips tried, good and bad. */
                                clips: number;
                                /** @description Over the last ten seconds or so. */
                                clipsPerSecond: number;
                                failed: number;
                                /** @description Seconds of the clock by stage, over all threads. */
                                stageSeconds: {
                                    [key: string]: number;
                                };
                            };
                        }[];
                    };
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listArchives: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archives, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Archive"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadArchive: {
        parameters: {
            query?: {
                expiresAt?: string | null;
                name?: string;
                sha256?: string;
            };
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/zip": unknown;
            };
        };
        responses: {
            /** @description Uploads an archive of clips (zip, tar, tar.gz, tar.zst): the archive itself is the body, streamed to the store */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.too_large`: The archive is larger than this server takes
             *
             *     `quota.stored_bytes`: The owner has no room for these bytes
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.not_zip`: The archive is neither zip nor tar
             *
             *     `request.unsupported_media_type`: The body has an unsupported media type
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.truncated`: The archive ends too early
             *
             *     `archive.empty`: The archive holds no clip
             *
             *     `archive.unsupported`: The archive uses an unsupported feature of its format
             *
             *     `archive.malformed`: The archive directory is damaged
             *
             *     `archive.checksum_mismatch`: The archive is not what its sender hashed
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getArchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.not_found`: No such archive */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteArchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removes an archive, its index and the features that no other archive has and leaves a receipt; its finishedAt is null while it goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who asked for it: a key, `anonymous`, or `sweeper`. */
                        by: string;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        /** @description Of what was removed. */
                        id: string;
                        /** @description Shards of features that other archives have too. */
                        keptTensors: number;
                        /** @enum {string} */
                        kind: "archive" | "scoring-run" | "training-run";
                        name: string;
                        owner: string;
                        /** @enum {string} */
                        reason: "deleted" | "expired";
                        removed: {
                            bytes: number;
                            objects: number;
                            /** @description Shards of features that nobody else had. */
                            tensors: number;
                        };
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.not_found`: No such archive */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.in_use`: A run still needs the archive
             *
             *     `retention.in_progress`: It is being removed already
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    selectClips: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description Names, labels, selects and orders the clips of an archive, by a table (CSV or JSONL) before its first run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Rows of the table. */
                        clips: number;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.not_found`: No such archive */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.in_use`: A run still needs the archive
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media_type`: The body has an unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `corpus.manifest_malformed`: The table of clips is damaged or does not fit the archive
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeArchiveFromBucket: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description When it is removed by itself, such as 2027-01-31T00:00:00Z. Default: as the server is set. */
                    expiresAt?: string | null;
                    /** @description Default: the last part of the URL. */
                    name?: string;
                    /** @description An archive, such as `s3://calls/2026/may.zip`; or all audio objects below a prefix that ends with a slash, such as `s3://calls/2026/`. */
                    url: string;
                };
            };
        };
        responses: {
            /** @description Takes an archive, or all audio below a prefix, from where it stands in a bucket; nothing is copied */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.bucket_refused`: This server takes no archive from that bucket
             *
             *     `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.object_missing`: No such object */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.too_large`: The archive is larger than this server takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.not_zip`: The archive is neither zip nor tar */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.truncated`: The archive ends too early
             *
             *     `archive.empty`: The archive holds no clip
             *
             *     `archive.unsupported`: The archive uses an unsupported feature of its format
             *
             *     `archive.malformed`: The archive directory is damaged
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeArchiveFromUrls: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description URLs of clips, in order; each alone or with the name that the clip has in results. */
                    clips: (string | {
                        name?: string;
                        /** Format: uri */
                        url: string;
                    })[];
                    /** @description When it is removed by itself, such as 2027-01-31T00:00:00Z. Default: as the server is set. */
                    expiresAt?: string | null;
                    /** @default urls */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Takes a list of URLs as an archive; a worker fetches them */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `quota.stored_bytes`: The owner has no room for these bytes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeeds: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                owner?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who did what, newest first, of one owner or of all */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            action: string;
                            address: string | null;
                            /** Format: date-time */
                            at: string;
                            keyId: string | null;
                            owner: string;
                            status: number;
                            targets: string[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCaller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whose the key of this request is, and what it may */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Null while no key is configured: then everybody is the local owner. */
                        keyId: string | null;
                        owner: string;
                        scopes: ("read" | "score" | "train" | "admin")[];
                    };
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEmbeddingModels: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Embedding models, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            createdAt: string;
                            dimensions: number;
                            id: string;
                            /** @enum {string} */
                            inputScaling: "none" | "unit-variance";
                            minSamples: number;
                            name: string;
                            /** @default local */
                            owner: string;
                            sha256: string;
                            sizeBytes: number;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadEmbeddingModel: {
        parameters: {
            query?: {
                inputScaling?: "none" | "unit-variance";
                minSamples?: number;
                name?: string;
                sha256?: string;
            };
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Takes an ONNX model that makes embeddings: the file itself is the body; it is loaded and run once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        dimensions: number;
                        id: string;
                        /** @enum {string} */
                        inputScaling: "none" | "unit-variance";
                        minSamples: number;
                        name: string;
                        /** @default local */
                        owner: string;
                        sha256: string;
                        sizeBytes: number;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `embedding_model.too_large`: The embedding model is larger than this server takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media_type`: The body has an unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `embedding_model.unsafe`: The embedding model refers outside of its file
             *
             *     `embedding_model.invalid`: The embedding model cannot be run on a signal
             *
             *     `embedding_model.checksum_mismatch`: The embedding model is not what its sender hashed
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEmbeddingModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One embedding model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        dimensions: number;
                        id: string;
                        /** @enum {string} */
                        inputScaling: "none" | "unit-variance";
                        minSamples: number;
                        name: string;
                        /** @default local */
                        owner: string;
                        sha256: string;
                        sizeBytes: number;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `embedding_model.not_found`: No such embedding model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEvaluations: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Evaluations, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            archiveId: string;
                            corpus: string;
                            /** Format: date-time */
                            createdAt: string;
                            featureSet: string;
                            foldCount: number;
                            folds: number[];
                            id: string;
                            labelMap: string | null;
                            /** @default local */
                            owner: string;
                            /** @enum {string} */
                            protocol: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
                            recipe: string;
                            runIds: string[];
                            runs: {
                                cancelled: number;
                                completed: number;
                                failed: number;
                                total: number;
                                underWay: number;
                                waiting: number;
                            };
                            seeds: number[];
                            /**
                             * @description `failed`: a training failed, and none is under way; `cancelled` likewise.
                             * @enum {string}
                             */
                            state: "running" | "completed" | "cancelled" | "failed";
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createEvaluation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    archiveId: string;
                    /** @description One of ravdess-speech, ravdess-song, emodb, crema-d, tess, savee, folder, manifest; or several joined by "+", read as one corpus. */
                    corpus: string;
                    /** @description Default: the recipe's. */
                    epochs?: number;
                    /** @description When it is removed by itself, such as 2027-01-31T00:00:00Z. Default: as the server is set. */
                    expiresAt?: string | null;
                    /** @description One of paper-20, stride-20, span-20, meyda-20, mfcc-sequence, mfcc-sequence-deltas, logmel-sequence, logmel-sequence-deltas, logmel-htk-80, prosody, spectral, utterance-312, or an embedding of yours. Default: what the recipe's architecture is made for. */
                    featureSet?: string;
                    /** @description Default: every fold that the protocol has on the corpus. */
                    folds?: number[];
                    /** @description One of shared@1, calm-is-neutral@1, ravdess-parts@1. Default: none for one corpus, shared@1 for several. */
                    labelMap?: string;
                    /**
                     * @description Labels whose clips are not learned.
                     * @default []
                     */
                    leaveOut?: string[];
                    /** @description What happens to each clip before its features are made; a part of the feature set from then on. */
                    preprocessing?: components["schemas"]["PreprocessingInput"];
                    /**
                     * @description The run's share of the feature workers beside other runs. Default: normal.
                     * @enum {string}
                     */
                    priority?: "low" | "normal" | "high";
                    /**
                     * @description One of P0, P1, P2, P2b, P3, P4, P5, P6, given; P0 is the paper's random 80:20.
                     * @default P0
                     */
                    protocol?: string;
                    /**
                     * @description One of paper, paper-single, best, last-step, peephole, bilstm-attention, residual-lstm, tcn, conv-transformer, mlp-312, logistic, conv-attention-a, conv-attention-b, student-conv, student-lstm, or a recipe of your own as an object.
                     * @default paper
                     */
                    recipe?: string | {
                        [key: string]: unknown;
                    };
                    /**
                     * @description Each runs all folds; figures are means over seeds.
                     * @default [
                     *       0
                     *     ]
                     */
                    seeds?: number[];
                    /** @description For the corpus `manifest`: CSV or JSONL with path and label, and speaker, split and more if known. */
                    table?: string;
                };
            };
        };
        responses: {
            /** @description Runs a protocol: a training for each fold and seed */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        archiveId: string;
                        corpus: string;
                        /** Format: date-time */
                        createdAt: string;
                        featureSet: string;
                        foldCount: number;
                        folds: number[];
                        id: string;
                        labelMap: string | null;
                        /** @default local */
                        owner: string;
                        /** @enum {string} */
                        protocol: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
                        recipe: string;
                        runIds: string[];
                        runs: {
                            cancelled: number;
                            completed: number;
                            failed: number;
                            total: number;
                            underWay: number;
                            waiting: number;
                        };
                        seeds: number[];
                        /**
                         * @description `failed`: a training failed, and none is under way; `cancelled` likewise.
                         * @enum {string}
                         */
                        state: "running" | "completed" | "cancelled" | "failed";
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.not_found`: No such archive */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `corpus.unknown`: No such corpus loader
             *
             *     `corpus.labels_unreadable`: The corpus loader can read no label
             *
             *     `corpus.too_small`: Too few utterances to train and test
             *
             *     `corpus.label_map_unknown`: No such label map
             *
             *     `corpus.manifest_malformed`: The table of clips is damaged or does not fit the archive
             *
             *     `recipe.unknown`: No such recipe
             *
             *     `recipe.unknown_key`: The recipe has a key that nothing reads
             *
             *     `recipe.invalid`: The recipe does not fit its schema
             *
             *     `feature_set.unknown`: No such feature set
             *
             *     `feature_set.not_trainable`: No model here learns from this feature set
             *
             *     `split.unknown`: No such split
             *
             *     `split.not_applicable`: The split does not fit the corpus
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `quota.runs_at_once`: The owner has as many runs as it may
             *
             *     `quota.audio_seconds`: The owner has used up its audio of the day
             *
             *     `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.full`: The job queue has no room for another run
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An evaluation and how far its trainings are */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        archiveId: string;
                        corpus: string;
                        /** Format: date-time */
                        createdAt: string;
                        featureSet: string;
                        foldCount: number;
                        folds: number[];
                        id: string;
                        labelMap: string | null;
                        /** @default local */
                        owner: string;
                        /** @enum {string} */
                        protocol: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
                        recipe: string;
                        runIds: string[];
                        runs: {
                            cancelled: number;
                            completed: number;
                            failed: number;
                            total: number;
                            underWay: number;
                            waiting: number;
                        };
                        seeds: number[];
                        /**
                         * @description `failed`: a training failed, and none is under way; `cancelled` likewise.
                         * @enum {string}
                         */
                        state: "running" | "completed" | "cancelled" | "failed";
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `evaluation.not_found`: No such evaluation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelEvaluation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cancels the trainings that are not over */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        archiveId: string;
                        corpus: string;
                        /** Format: date-time */
                        createdAt: string;
                        featureSet: string;
                        foldCount: number;
                        folds: number[];
                        id: string;
                        labelMap: string | null;
                        /** @default local */
                        owner: string;
                        /** @enum {string} */
                        protocol: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
                        recipe: string;
                        runIds: string[];
                        runs: {
                            cancelled: number;
                            completed: number;
                            failed: number;
                            total: number;
                            underWay: number;
                            waiting: number;
                        };
                        seeds: number[];
                        /**
                         * @description `failed`: a training failed, and none is under way; `cancelled` likewise.
                         * @enum {string}
                         */
                        state: "running" | "completed" | "cancelled" | "failed";
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `evaluation.not_found`: No such evaluation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvaluationReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All trainings in one report, as npm run results reads it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            clips: number;
                            /** @enum {string} */
                            corpus: "ravdess-speech" | "ravdess-song" | "emodb" | "crema-d" | "tess" | "savee" | "folder" | "manifest";
                            labels: {
                                found: number;
                                label: string;
                                published: number;
                            }[];
                            missingSpeakers: string[];
                            publishedClips: number | null;
                        }[];
                        compression?: {
                            latency: {
                                perClipMsBatch1: number;
                                perClipMsBatch64: number;
                            };
                            /** @description prune: magnitude pruning and fine-tuning. distill: into a network of at most 60,000 parameters. */
                            method: {
                                /** @constant */
                                kind: "prune";
                                /**
                                 * @description Share of each matrix and kernel that is set to 0: the smallest. The rest is trained on.
                                 * @default 0.8
                                 */
                                sparsity: number;
                            } | {
                                /** @constant */
                                kind: "quantize";
                                /**
                                 * @description Of matrices and kernels in the file; int8 has one scale for each output channel.
                                 * @default int8
                                 * @enum {string}
                                 */
                                precision: "int8" | "float16";
                            } | {
                                /** @constant */
                                kind: "distill";
                                /**
                                 * @description What the parent's answers count in the loss; the labels count the rest.
                                 * @default 0.8
                                 */
                                softShare: number;
                                /**
                                 * @description Of the parent's and the student's softmax.
                                 * @default 3
                                 */
                                temperature: number;
                            };
                            uar: number;
                            weightBytes: number;
                        };
                        corpus: string;
                        dataHash?: string;
                        featureSet: string;
                        featureSetId: string;
                        folds: number;
                        labelMap: string | null;
                        labels: string[];
                        latency: {
                            perClipMsBatch1: number;
                            perClipMsBatch64: number;
                        };
                        name: string;
                        parameters: number;
                        /** @enum {string} */
                        protocol: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
                        recipe: string;
                        resolvedRecipe: components["schemas"]["Recipe"];
                        runs: {
                            abstention: {
                                testAccuracyAnswered: number;
                                testAnswered: number;
                            } | null;
                            accuracy: number;
                            bestEpoch: number;
                            brier: number;
                            calibrated: {
                                brier: number;
                                ece: number;
                                temperature: number;
                            } | null;
                            conformal: {
                                meanSetSize: number;
                                testCoverage: number;
                            } | null;
                            ece: number;
                            engine: string;
                            fold: number;
                            macroF1: number;
                            predictions: {
                                predicted: number[];
                                speaker: number[] | null;
                                speakers: string[] | null;
                                truth: number[];
                            };
                            seed: number;
                            split: components["schemas"]["Split"];
                            trainingSeconds: number;
                            uar: number;
                        }[];
                        /** @constant */
                        v: 1;
                        weightBytes: number;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `evaluation.not_found`: No such evaluation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_finished`: The run has no result yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                owner?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys, newest first, of one owner or of all */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            createdAt: string;
                            createdBy: string;
                            expiresAt: string | null;
                            id: string;
                            /** @description To the minute. */
                            lastUsedAt: string | null;
                            name: string;
                            owner: string;
                            /**
                             * @description Most that the key may send; null is the server's RATE_LIMIT_PER_MINUTE.
                             * @default null
                             */
                            requestsPerMinute: number | null;
                            revokedAt: string | null;
                            scopes: ("read" | "score" | "train" | "admin")[];
                            /** @enum {string} */
                            state: "active" | "expired" | "revoked";
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description Default: never.
                     */
                    expiresAt?: string;
                    /** @description For people, such as `nightly scoring`. */
                    name: string;
                    /** @description Whose everything is that the key makes; default: the calling key's. */
                    owner?: string;
                    /** @description Most that the key may send. Default: the server's RATE_LIMIT_PER_MINUTE. */
                    requestsPerMinute?: number;
                    /** @description `score` and `train` let their holder read too; `admin` may do everything, and alone makes keys. */
                    scopes: ("read" | "score" | "train" | "admin")[];
                };
            };
        };
        responses: {
            /** @description Makes a key; its secret is in this answer and nowhere else */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        createdBy: string;
                        expiresAt: string | null;
                        id: string;
                        /** @description To the minute. */
                        lastUsedAt: string | null;
                        name: string;
                        owner: string;
                        /**
                         * @description Most that the key may send; null is the server's RATE_LIMIT_PER_MINUTE.
                         * @default null
                         */
                        requestsPerMinute: number | null;
                        revokedAt: string | null;
                        scopes: ("read" | "score" | "train" | "admin")[];
                        /** @description Shown this once; null when the answer is repeated for an Idempotency-Key. */
                        secret: string | null;
                        /** @enum {string} */
                        state: "active" | "expired" | "revoked";
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        createdBy: string;
                        expiresAt: string | null;
                        id: string;
                        /** @description To the minute. */
                        lastUsedAt: string | null;
                        name: string;
                        owner: string;
                        /**
                         * @description Most that the key may send; null is the server's RATE_LIMIT_PER_MINUTE.
                         * @default null
                         */
                        requestsPerMinute: number | null;
                        revokedAt: string | null;
                        scopes: ("read" | "score" | "train" | "admin")[];
                        /** @enum {string} */
                        state: "active" | "expired" | "revoked";
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key.not_found`: No such API key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revokes a key for ever */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        createdBy: string;
                        expiresAt: string | null;
                        id: string;
                        /** @description To the minute. */
                        lastUsedAt: string | null;
                        name: string;
                        owner: string;
                        /**
                         * @description Most that the key may send; null is the server's RATE_LIMIT_PER_MINUTE.
                         * @default null
                         */
                        requestsPerMinute: number | null;
                        revokedAt: string | null;
                        scopes: ("read" | "score" | "train" | "admin")[];
                        /** @enum {string} */
                        state: "active" | "expired" | "revoked";
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key.not_found`: No such API key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: {
                archived?: "true" | "false";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Models, newest first; then what is shared by others */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Model"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card of a model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archiveModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists leave it out, and runs that name no model pass it over; by its id it scores as before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getModelCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card of a model as a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compressModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the fine-tuning (default: 30) or the student's. */
                    epochs?: number;
                    /** @description When it is removed by itself, such as 2027-01-31T00:00:00Z. Default: as the server is set. */
                    expiresAt?: string | null;
                    /** @description prune: magnitude pruning and fine-tuning. distill: into a network of at most 60,000 parameters. */
                    method: {
                        /** @constant */
                        kind: "prune";
                        /**
                         * @description Share of each matrix and kernel that is set to 0: the smallest. The rest is trained on.
                         * @default 0.8
                         */
                        sparsity?: number;
                    } | {
                        /** @constant */
                        kind: "quantize";
                        /**
                         * @description Of matrices and kernels in the file; int8 has one scale for each output channel.
                         * @default int8
                         * @enum {string}
                         */
                        precision?: "int8" | "float16";
                    } | {
                        /** @constant */
                        kind: "distill";
                        /**
                         * @description What the parent's answers count in the loss; the labels count the rest.
                         * @default 0.8
                         */
                        softShare?: number;
                        /**
                         * @description Of the parent's and the student's softmax.
                         * @default 3
                         */
                        temperature?: number;
                    };
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high";
                    /** @description The student of a distillation: a name or an object. Default: student-conv for log-mel features, student-lstm for others. */
                    recipe?: string | {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Makes a model smaller: a training run on its corpus and split, whose model names its parent */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `model.not_found`: No such model
             *
             *     `archive.not_found`: No such archive
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `model.not_compressible`: The model cannot be made smaller so
             *
             *     `recipe.unknown`: No such recipe
             *
             *     `recipe.unknown_key`: The recipe has a key that nothing reads
             *
             *     `recipe.invalid`: The recipe does not fit its schema
             *
             *     `feature_set.not_trainable`: No model here learns from this feature set
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `quota.runs_at_once`: The owner has as many runs as it may
             *
             *     `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.full`: The job queue has no room for another run
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    demoteModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes the promotion back: such runs take the newest model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getModelOnnx: {
        parameters: {
            query?: never;
            header?: {
                Range?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model as an ONNX file, or a range of it: features as extracted to probabilities */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.range_unsatisfiable`: The range lies outside of what there is */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_exportable`: The model has no such form */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getModelPicture: {
        parameters: {
            query?: {
                theme?: "auto" | "light" | "dark";
            };
            header?: never;
            path: {
                file: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A picture of how well a model does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                    "image/svg+xml": string;
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `model.not_found`: No such model
             *
             *     `request.not_found`: Nothing is found at this path
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promoteModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Runs that name no model take it from now on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes the archiving back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shareModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every owner sees it and may score with it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tryModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Scores one recording at once; nothing of it is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels?: {
                            channel: number;
                            label: string;
                            probabilities: {
                                [key: string]: number;
                            };
                            probability: number;
                        }[];
                        durationSeconds: number;
                        engine: string;
                        /** @description Whether the largest probability, calibrated, lies below the threshold of the model, which had better say nothing; absent where it has none. */
                        isUncertain?: boolean;
                        label: string;
                        /** @description Where the time went; the total has the way of the recording to the workers too. */
                        milliseconds: {
                            extraction: number;
                            scoring: number;
                            total: number;
                        };
                        modelId: string;
                        modelVersion: string;
                        probabilities: {
                            [key: string]: number;
                        };
                        probability: number;
                        segments?: {
                            channel: number | null;
                            endSeconds: number;
                            label: string;
                            probabilities: {
                                [key: string]: number;
                            };
                            probability: number;
                            startSeconds: number;
                        }[];
                        warning?: {
                            code: components["schemas"]["ErrorCode"];
                            message: string;
                        };
                    };
                };
            };
            /**
             * @description `request.aborted`: The client ended the request early
             *
             *     `request.invalid`: The request does not fit its schema
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.too_large`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.unsupported_media_type`: The body has an unsupported media type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `clip.not_audio`: The clip is not audio
             *
             *     `clip.truncated`: The clip ends too early
             *
             *     `clip.unsupported_codec`: The clip uses an unsupported codec
             *
             *     `clip.malformed`: The clip has an impossible header or sample
             *
             *     `clip.empty`: The clip holds no sample
             *
             *     `clip.silent`: The clip holds nothing but silence
             *
             *     `clip.too_short`: The clip is shorter than a frame
             *
             *     `clip.too_long`: The clip is longer than this server takes
             *
             *     `clip.decode_failed`: The clip could not be decoded
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `quota.audio_seconds`: The owner has used up its audio of the day
             *
             *     `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `trial.unanswered`: No worker was in time to score the recording
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unshareModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes the sharing back; runs that were begun with it go on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createEnsemble: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Models of the same feature set and labels; ensembles are models too. */
                    members: {
                        modelId: string;
                        /**
                         * @description Counts against the others of the list.
                         * @default 1
                         */
                        weight?: number;
                    }[];
                    /** @description Default: what its members are called. */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Registers models that score as one: the mean of their calibrated probabilities */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model.not_found`: No such model */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `model.feature_set_mismatch`: The model was trained on other features
             *
             *     `model.labels_mismatch`: The models do not know the same labels
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createMultipartUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description When it is removed by itself, such as 2027-01-31T00:00:00Z. Default: as the server is set. */
                    expiresAt?: string | null;
                    /** @default archive.zip */
                    name?: string;
                    /** @description Default: 64 MiB, more where the archive would have more than 10,000 parts. */
                    partBytes?: number;
                    /** @description Checked against what arrives. */
                    sha256?: string;
                    sizeBytes: number;
                };
            };
        };
        responses: {
            /** @description Begins an upload that goes straight to the bucket by presigned links */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description When the upload is given up unless it goes on.
                         */
                        expiresAt: string;
                        /** @description The id that the archive will have. */
                        id: string;
                        name: string;
                        partBytes: number;
                        /** @description All of `partBytes` but the last. */
                        parts: number;
                        sizeBytes: number;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `upload.no_links`: Only an S3 store takes parts by presigned links
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.too_large`: The archive is larger than this server takes
             *
             *     `quota.stored_bytes`: The owner has no room for these bytes
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMultipartUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One upload */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description When the upload is given up unless it goes on.
                         */
                        expiresAt: string;
                        /** @description The id that the archive will have. */
                        id: string;
                        name: string;
                        partBytes: number;
                        /** @description All of `partBytes` but the last. */
                        parts: number;
                        sizeBytes: number;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upload.not_found`: No such upload */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    abortMultipartUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gives an upload up; nothing is left of its parts */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upload.not_found`: No such upload */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeMultipartUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Joins the parts into an archive; may be repeated */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upload.not_found`: No such upload */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `upload.incomplete`: Not all of the upload has arrived
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.not_zip`: The archive is neither zip nor tar */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.truncated`: The archive ends too early
             *
             *     `archive.empty`: The archive holds no clip
             *
             *     `archive.unsupported`: The archive uses an unsupported feature of its format
             *
             *     `archive.malformed`: The archive directory is damaged
             *
             *     `archive.checksum_mismatch`: The archive is not what its sender hashed
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listParts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Parts that have arrived and those that are missing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The first thousand parts that have not arrived whole. */
                        missing: number[];
                        parts: {
                            etag: string;
                            part: number;
                            sizeBytes: number;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upload.not_found`: No such upload */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signParts: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    parts: number[];
                };
            };
        };
        responses: {
            /** @description Links to PUT parts to, good for an hour */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expiresAt: string;
                        parts: {
                            part: number;
                            url: string;
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upload.not_found`: No such upload */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReceipts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Receipts of what was removed, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description Who asked for it: a key, `anonymous`, or `sweeper`. */
                            by: string;
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                            /** @description Of what was removed. */
                            id: string;
                            /** @description Shards of features that other archives have too. */
                            keptTensors: number;
                            /** @enum {string} */
                            kind: "archive" | "scoring-run" | "training-run";
                            name: string;
                            owner: string;
                            /** @enum {string} */
                            reason: "deleted" | "expired";
                            removed: {
                                bytes: number;
                                objects: number;
                                /** @description Shards of features that nobody else had. */
                                tensors: number;
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt of an archive or run that was removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who asked for it: a key, `anonymous`, or `sweeper`. */
                        by: string;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        /** @description Of what was removed. */
                        id: string;
                        /** @description Shards of features that other archives have too. */
                        keptTensors: number;
                        /** @enum {string} */
                        kind: "archive" | "scoring-run" | "training-run";
                        name: string;
                        owner: string;
                        /** @enum {string} */
                        reason: "deleted" | "expired";
                        removed: {
                            bytes: number;
                            objects: number;
                            /** @description Shards of features that nobody else had. */
                            tensors: number;
                        };
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `receipt.not_found`: Nothing of that id was removed */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listScoringRuns: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description scoring runs, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ScoringRun"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createScoringRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    archiveId: string;
                    /** @description Says what the run would do, with 200 in place of 202; nothing is written or enqueued. */
                    dryRun?: boolean;
                    /** @description When it is removed by itself, such as 2027-01-31T00:00:00Z. Default: as the server is set. */
                    expiresAt?: string | null;
                    /** @description Default and only valid choice: the model's own. */
                    featureSet?: string;
                    /** @description Default: the owner's promoted model, or else the newest one, or else the newest that is shared. */
                    modelId?: string;
                    /**
                     * @description The run's share of the workers beside other runs; none ever waits for another to end. Default: normal.
                     * @enum {string}
                     */
                    priority?: "low" | "normal" | "high";
                };
            };
        };
        responses: {
            /** @description With `dryRun`: what the run would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of the container; null for loose objects and URLs. */
                        archiveBytes: number | null;
                        archiveId: string;
                        audio: {
                            isExtrapolated: boolean;
                            /** @description WAV headers read; at most 32. */
                            measured: number;
                            /** @description Readable clips of other kinds, whose size says nothing of their length. */
                            otherClips: number;
                            /** @description Why a value is null, or what it leaves out. */
                            reason: string | null;
                            /** @description Of the WAV clips, from their sizes. */
                            seconds: number | null;
                            wavClips: number;
                        };
                        cache: {
                            /** @description Shards looked up; at most 64. */
                            checked: number;
                            /** @description Clips of these shards. */
                            clips: number | null;
                            found: number;
                            /** @description Shards whose features exist; `found` where all were checked. */
                            hits: number | null;
                            isExtrapolated: boolean;
                            /** @description Why a value is null, or what it leaves out. */
                            reason: string | null;
                            /** @description Of at most 64 clips or 24 MiB each. */
                            shards: number | null;
                        };
                        /** @description Unpacked, of the readable clips. */
                        clipBytes: number | null;
                        clips: number | null;
                        /** @constant */
                        dryRun: true;
                        featureSetId: string;
                        /** @description Entries that are no clips. */
                        ignored: number | null;
                        /** @description Larger clips were counted as `clip.too_large`: by the environment of the API, which may not be that of the workers. */
                        maxClipBytes: number;
                        modelId: string;
                        problems: {
                            byCode: {
                                [key: string]: number;
                            };
                            examples: {
                                clip: number;
                                code: components["schemas"]["ErrorCode"];
                                message: string;
                                name: string;
                            }[];
                            total: number;
                        };
                        /** @description Clips of which nothing is wrong as far as the directory tells. */
                        readable: number | null;
                        /**
                         * @description The index of an earlier run, the directory of a zip, the listing of a prefix, a list of URLs; of a tar nothing.
                         * @enum {string}
                         */
                        readFrom: "index" | "directory" | "listing" | "list" | "nothing";
                        /** @description Why a value is null, or what it leaves out. */
                        reason: string | null;
                        time: {
                            /** @description Of what the measured cost is. */
                            basis: ("audio" | "clips") | null;
                            /** @description That these workers have tried since they started. */
                            measuredClips: number;
                            /** @description Why a value is null, or what it leaves out. */
                            reason: string | null;
                            /** @description Extraction of what is not there yet, by all feature workers and with nothing else to do. */
                            seconds: number | null;
                            /** @description Sum of their CONCURRENCY. */
                            shardsAtOnce: number;
                            /** @description Feature workers seen. */
                            workers: number;
                        };
                    };
                };
            };
            /** @description Scores every clip of an archive with a model */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoringRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.not_found`: No such archive
             *
             *     `model.not_found`: No such model
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.changed`: The archive changed after it was indexed
             *
             *     `model.feature_set_mismatch`: The model was trained on other features
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.too_large`: The archive is larger than this server takes */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.empty`: The archive holds no clip
             *
             *     `archive.malformed`: The archive directory is damaged
             *
             *     `feature_set.unknown`: No such feature set
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `quota.runs_at_once`: The owner has as many runs as it may
             *
             *     `quota.audio_seconds`: The owner has used up its audio of the day
             *
             *     `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.full`: The job queue has no room for another run
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getScoringRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State and progress of a run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoringRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteScoringRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removes a run that is over, with its results and leaves a receipt; its finishedAt is null while it goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who asked for it: a key, `anonymous`, or `sweeper`. */
                        by: string;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        /** @description Of what was removed. */
                        id: string;
                        /** @description Shards of features that other archives have too. */
                        keptTensors: number;
                        /** @enum {string} */
                        kind: "archive" | "scoring-run" | "training-run";
                        name: string;
                        owner: string;
                        /** @enum {string} */
                        reason: "deleted" | "expired";
                        removed: {
                            bytes: number;
                            objects: number;
                            /** @description Shards of features that nobody else had. */
                            tensors: number;
                        };
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.under_way`: The run is not over
             *
             *     `retention.in_progress`: It is being removed already
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelScoringRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends a run; what is done is kept */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoringRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.already_over`: The run is over
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clip: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What became of one clip, and its timeline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        audioUrl: string;
                        bytes: number;
                        clip: number;
                        error: components["schemas"]["ErrorLine"] | null;
                        name: string;
                        score: components["schemas"]["ScoreLine"] | null;
                        timeline: {
                            /** @description How often the label changes, over all channels. */
                            changes: number;
                            secondsByLabel: {
                                [key: string]: number;
                            };
                            stretches: {
                                channel: number | null;
                                endSeconds: number;
                                label: string;
                                meanProbability: number;
                                segments: number;
                                startSeconds: number;
                            }[];
                        } | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_found`: No such run
             *
             *     `clip.not_found`: The archive has no such clip
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClipAudio: {
        parameters: {
            query?: never;
            header?: {
                Range?: string;
            };
            path: {
                clip: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes of one clip as they were uploaded, or a range of them, for playing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/*": string;
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             *
             *     `auth.ticket_invalid`: The ticket does not open this, or has expired
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_found`: No such run
             *
             *     `clip.not_found`: The archive has no such clip
             *
             *     `archive.not_found`: No such archive
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.range_unsatisfiable`: The range lies outside of what there is */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAudioTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                clip: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A ticket for the sound of this clip, for players that can send no key; good for five minutes */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expiresAt: string;
                        /** @description To be sent as `?ticket=` with the `audioUrl` of the clip, in place of a key; null when the answer is repeated for an Idempotency-Key. */
                        ticket: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_found`: No such run
             *
             *     `clip.not_found`: The archive has no such clip
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClipPeaks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                clip: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How loud one clip is over its length, for drawing its waves; decoded by a feature worker */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For each channel the largest magnitude of each stretch, at most 1,024; full scale is 1. */
                        channels: number[][];
                        durationSeconds: number;
                        /** @description Length of each stretch; the last one may be shorter. */
                        secondsEach: number;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_found`: No such run
             *
             *     `clip.not_found`: The archive has no such clip
             *
             *     `archive.not_found`: No such archive
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `clip.not_audio`: The clip is not audio */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `peaks.unanswered`: No worker was in time to read the waves of the clip
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getErrors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Clips without a score, and why */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ErrorLine"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchScoringRun: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events of a run as server-sent events, until it is over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        error?: {
                            code: components["schemas"]["ErrorCode"];
                            message: string;
                        };
                        /**
                         * @description Shards are scored as soon as they are extracted; `scoring` says that no clip is left to extract. `interrupted`: the queue has lost the run; resume it.
                         * @enum {string}
                         */
                        state: "queued" | "indexing" | "extracting" | "scoring" | "training" | "finishing" | "paused" | "interrupted" | "completed" | "completed_with_errors" | "cancelling" | "cancelled" | "failed";
                        /** @constant */
                        type: "state.changed";
                    } | {
                        progress: {
                            /** @description Shards whose tensors existed already. */
                            cachedShards: number;
                            cancelled: number;
                            /** @description Lines of the manifest; null until the archive is indexed. */
                            clips: number | null;
                            /** @description Lately; null until it can be told. */
                            clipsPerSecond: number | null;
                            epoch: number;
                            epochs: number;
                            /** @description Until the last clip is done, at the speed of late and its spread; null until it can be told. */
                            eta: {
                                latestSeconds: number;
                                seconds: number;
                                soonestSeconds: number;
                            } | null;
                            extracted: number;
                            failed: number;
                            /**
                             * @description The failed clips by error code.
                             * @default {}
                             */
                            failedByCode: {
                                [key: string]: number;
                            };
                            scored: number;
                        };
                        /** @constant */
                        type: "progress.made";
                    } | {
                        metrics: components["schemas"]["EpochMetrics"];
                        /** @constant */
                        type: "epoch.finished";
                    } | {
                        epoch: number;
                        /** @constant */
                        type: "checkpoint.resumed";
                    } | {
                        modelId: string;
                        /** @constant */
                        type: "model.registered";
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseScoringRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Holds a run: what is under way ends, nothing else begins */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoringRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_steerable`: The run cannot do that in its state
             *
             *     `run.already_over`: The run is over
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listResults: {
        parameters: {
            query?: {
                expiresInSeconds?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Result files of a finished run, with links */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        files: {
                            bytes: number;
                            expiresAt: string | null;
                            mediaType: string;
                            name: string;
                            sha256: string;
                            /** @description A link into the bucket, or a path of this API; both take ranges. */
                            url: string;
                        }[];
                        runId: string;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_finished`: The run has no result yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getResult: {
        parameters: {
            query?: never;
            header?: {
                Range?: string;
            };
            path: {
                file: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One result file, or a range of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_found`: No such run
             *
             *     `request.not_found`: Nothing is found at this path
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_finished`: The run has no result yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.range_unsatisfiable`: The range lies outside of what there is */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeScoringRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Goes on with what is missing: after a pause, a cancellation, a failure, or the loss of the queue */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoringRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.not_found`: No such archive
             *
             *     `run.not_found`: No such run
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_steerable`: The run cannot do that in its state
             *
             *     `run.already_over`: The run is over
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `quota.runs_at_once`: The owner has as many runs as it may
             *
             *     `quota.audio_seconds`: The owner has used up its audio of the day
             *
             *     `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.full`: The job queue has no room for another run
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryFailedClips: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Which errors are tried again: those that may pass by themselves, all, or these.
                     * @default retryable
                     */
                    codes?: "retryable" | "all" | components["schemas"]["ErrorCode"][];
                };
            };
        };
        responses: {
            /** @description Runs failed clips of a complete run again; by default those whose error may pass by itself */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoringRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_steerable`: The run cannot do that in its state
             *
             *     `run.already_over`: The run is over
             *
             *     `run.nothing_to_retry`: No clip of the run failed with these errors
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `quota.runs_at_once`: The owner has as many runs as it may
             *
             *     `quota.audio_seconds`: The owner has used up its audio of the day
             *
             *     `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.full`: The job queue has no room for another run
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getScores: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Scores, one a clip, as NDJSON or CSV by Accept, or page by page; while the run goes on, those there are */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["ScoreLine"];
                    "text/csv": string;
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request.not_acceptable`: None of the accepted media types can be made */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSummary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts, distributions and hashes of a finished run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        archiveId: string;
                        /** @description Of the scored clips. */
                        audioSeconds: number;
                        /** @description Shards, and those whose features were there before the run. */
                        cache: {
                            /** @description Clips of the hits; absent in older summaries. */
                            clips?: number;
                            hits: number;
                            shards: number;
                        };
                        cancelled: number;
                        clips: number;
                        /** @description Clips by the probability of their label. */
                        confidence: {
                            binWidth: number;
                            counts: number[];
                        };
                        /** @description How far the clips lie from those of the training; absent in older summaries. */
                        domain?: {
                            /** @description What to do about it. */
                            advice: string;
                            /** @description Clips that were compared. */
                            clips: number;
                            figures: {
                                /** @description 10, 50 and 90 of 100 clips have at most these; null for features. */
                                archive: {
                                    high: number;
                                    low: number;
                                    median: number;
                                } | null;
                                /** @description In standard deviations of the training clips, beyond chance; null where it is not known. */
                                distance: number | null;
                                /** @enum {string} */
                                figure: "levelDbfs" | "snrDb" | "bandwidthHz" | "features";
                                grade: ("A" | "B" | "C" | "D" | "E") | null;
                                training: {
                                    high: number;
                                    low: number;
                                    median: number;
                                } | null;
                            }[];
                            /** @description The worst of the figures; null where nothing is known. */
                            grade: ("A" | "B" | "C" | "D" | "E") | null;
                            /** @description The note in words. */
                            sentence: string;
                        };
                        engines: string[];
                        errorsByCode: {
                            [key: string]: number;
                        };
                        failed: number;
                        featureSet: string;
                        featureSetId: string;
                        /** @description Every other result file; `parts.sha256` lists the hash of every part. */
                        files: {
                            [key: string]: {
                                bytes: number;
                                sha256: string;
                            };
                        };
                        /** Format: date-time */
                        finishedAt: string;
                        /** @description Entries of the archive that are no clips. */
                        ignored: number;
                        /** @description Clips by most probable label. */
                        labels: {
                            [key: string]: number;
                        };
                        manifestSha256: string;
                        /** @description Mean probability of each label. */
                        meanProbabilities: {
                            [key: string]: number;
                        };
                        modelId: string;
                        modelVersion: string;
                        runId: string;
                        scored: number;
                        scoresSha256: string;
                        /** @description Segments of the scored clips, where the feature set cuts clips. */
                        segments: number;
                        /** @description Work of all workers together; what a stage found in the cache costs it nothing. */
                        stages: {
                            extractionSeconds: number;
                            finishingSeconds: number;
                            scoringSeconds: number;
                        };
                        /** Format: date-time */
                        startedAt: string;
                        /** @description Clips whose score is uncertain; absent where the model has no threshold. */
                        uncertain?: number;
                        /** @constant */
                        v: 1;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_finished`: The run has no result yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSweeps: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sweeps, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            archiveId: string;
                            corpus: string;
                            /** Format: date-time */
                            createdAt: string;
                            featureSet: string;
                            fold: number;
                            id: string;
                            /** @default local */
                            owner: string;
                            plan: {
                                epochs: number;
                                runs: number;
                            }[];
                            ranges: {
                                [key: string]: {
                                    values: (string | number | boolean | null | number[] | {
                                        [key: string]: unknown;
                                    })[];
                                } | {
                                    high: number;
                                    low: number;
                                    /**
                                     * @default linear
                                     * @enum {string}
                                     */
                                    scale: "linear" | "log";
                                    /**
                                     * @description Whole numbers only, the ends among them.
                                     * @default false
                                     */
                                    whole: boolean;
                                };
                            };
                            recipe: string;
                            seed: number;
                            /** @enum {string} */
                            split: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
                            strategy: {
                                /** @constant */
                                kind: "random";
                            } | {
                                /**
                                 * @description One of so many goes on to the next rung, with so many times the epochs.
                                 * @default 3
                                 */
                                factor: number;
                                /** @constant */
                                kind: "halving";
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSweep: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    archiveId: string;
                    /** @description One of ravdess-speech, ravdess-song, emodb, crema-d, tess, savee, folder, manifest; or several joined by "+", read as one corpus. */
                    corpus: string;
                    /**
                     * @description Decides what is drawn.
                     * @default 0
                     */
                    drawSeed?: number;
                    /** @description Of the longest training. Default: the recipe's. */
                    epochs?: number;
                    /** @description When it is removed by itself, such as 2027-01-31T00:00:00Z. Default: as the server is set. */
                    expiresAt?: string | null;
                    /** @description One of paper-20, stride-20, span-20, meyda-20, mfcc-sequence, mfcc-sequence-deltas, logmel-sequence, logmel-sequence-deltas, logmel-htk-80, prosody, spectral, utterance-312, or an embedding of yours. Default: what the recipe's architecture is made for. */
                    featureSet?: string;
                    /** @default 0 */
                    fold?: number;
                    /** @description One of shared@1, calm-is-neutral@1, ravdess-parts@1. Default: none for one corpus, shared@1 for several. */
                    labelMap?: string;
                    /**
                     * @description Labels whose clips are not learned.
                     * @default []
                     */
                    leaveOut?: string[];
                    /** @description Most that each training may take. */
                    minutes?: number;
                    /** @description What happens to each clip before its features are made; a part of the feature set from then on. */
                    preprocessing?: components["schemas"]["PreprocessingInput"];
                    /**
                     * @description The run's share of the feature workers beside other runs. Default: normal.
                     * @enum {string}
                     */
                    priority?: "low" | "normal" | "high";
                    /** @description By paths in the recipe, such as learningRate.peak: {"values": […]} or {"low": …, "high": …}. */
                    ranges: {
                        [key: string]: {
                            values: (string | number | boolean | null | number[] | {
                                [key: string]: unknown;
                            })[];
                        } | {
                            high: number;
                            low: number;
                            /**
                             * @default linear
                             * @enum {string}
                             */
                            scale?: "linear" | "log";
                            /**
                             * @description Whole numbers only, the ends among them.
                             * @default false
                             */
                            whole?: boolean;
                        };
                    };
                    /**
                     * @description One of paper, paper-single, best, last-step, peephole, bilstm-attention, residual-lstm, tcn, conv-transformer, mlp-312, logistic, conv-attention-a, conv-attention-b, student-conv, student-lstm, or a recipe of your own as an object.
                     * @default paper
                     */
                    recipe?: string | {
                        [key: string]: unknown;
                    };
                    /**
                     * @description Configurations that are drawn.
                     * @default 16
                     */
                    runs?: number;
                    /** @default 0 */
                    seed?: number;
                    /**
                     * @description One of P0, P1, P2, P2b, P3, P4, P5, P6, given; P0 is the paper's random 80:20.
                     * @default P0
                     */
                    split?: string;
                    /**
                     * @default {
                     *       "kind": "random"
                     *     }
                     */
                    strategy?: {
                        /** @constant */
                        kind: "random";
                    } | {
                        /**
                         * @description One of so many goes on to the next rung, with so many times the epochs.
                         * @default 3
                         */
                        factor?: number;
                        /** @constant */
                        kind: "halving";
                    };
                    /** @description For the corpus `manifest`: CSV or JSONL with path and label, and speaker, split and more if known. */
                    table?: string;
                };
            };
        };
        responses: {
            /** @description Trains a recipe with keys drawn from ranges: at random, or by successive halving */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        archiveId: string;
                        corpus: string;
                        /** Format: date-time */
                        createdAt: string;
                        featureSet: string;
                        fold: number;
                        id: string;
                        /** @default local */
                        owner: string;
                        plan: {
                            epochs: number;
                            runs: number;
                        }[];
                        ranges: {
                            [key: string]: {
                                values: (string | number | boolean | null | number[] | {
                                    [key: string]: unknown;
                                })[];
                            } | {
                                high: number;
                                low: number;
                                /**
                                 * @default linear
                                 * @enum {string}
                                 */
                                scale: "linear" | "log";
                                /**
                                 * @description Whole numbers only, the ends among them.
                                 * @default false
                                 */
                                whole: boolean;
                            };
                        };
                        recipe: string;
                        seed: number;
                        /** @enum {string} */
                        split: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
                        /**
                         * @description `failed`: not one training of a rung was completed.
                         * @enum {string}
                         */
                        state: "running" | "completed" | "cancelled" | "failed";
                        strategy: {
                            /** @constant */
                            kind: "random";
                        } | {
                            /**
                             * @description One of so many goes on to the next rung, with so many times the epochs.
                             * @default 3
                             */
                            factor: number;
                            /** @constant */
                            kind: "halving";
                        };
                        trials: {
                            epochs: number;
                            modelId: string | null;
                            rung: number;
                            runId: string;
                            /**
                             * @description Shards are scored as soon as they are extracted; `scoring` says that no clip is left to extract. `interrupted`: the queue has lost the run; resume it.
                             * @enum {string}
                             */
                            state: "queued" | "indexing" | "extracting" | "scoring" | "training" | "finishing" | "paused" | "interrupted" | "completed" | "completed_with_errors" | "cancelling" | "cancelled" | "failed";
                            validationUar: number | null;
                            values: {
                                [key: string]: string | number | boolean | null | number[] | {
                                    [key: string]: unknown;
                                };
                            };
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.not_found`: No such archive */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `corpus.unknown`: No such corpus loader
             *
             *     `corpus.labels_unreadable`: The corpus loader can read no label
             *
             *     `corpus.too_small`: Too few utterances to train and test
             *
             *     `corpus.label_map_unknown`: No such label map
             *
             *     `corpus.manifest_malformed`: The table of clips is damaged or does not fit the archive
             *
             *     `recipe.unknown`: No such recipe
             *
             *     `recipe.unknown_key`: The recipe has a key that nothing reads
             *
             *     `recipe.invalid`: The recipe does not fit its schema
             *
             *     `feature_set.unknown`: No such feature set
             *
             *     `feature_set.not_trainable`: No model here learns from this feature set
             *
             *     `split.unknown`: No such split
             *
             *     `split.not_applicable`: The split does not fit the corpus
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `quota.runs_at_once`: The owner has as many runs as it may
             *
             *     `quota.audio_seconds`: The owner has used up its audio of the day
             *
             *     `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.full`: The job queue has no room for another run
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSweep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A sweep and its trainings, the best of the furthest rung first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        archiveId: string;
                        corpus: string;
                        /** Format: date-time */
                        createdAt: string;
                        featureSet: string;
                        fold: number;
                        id: string;
                        /** @default local */
                        owner: string;
                        plan: {
                            epochs: number;
                            runs: number;
                        }[];
                        ranges: {
                            [key: string]: {
                                values: (string | number | boolean | null | number[] | {
                                    [key: string]: unknown;
                                })[];
                            } | {
                                high: number;
                                low: number;
                                /**
                                 * @default linear
                                 * @enum {string}
                                 */
                                scale: "linear" | "log";
                                /**
                                 * @description Whole numbers only, the ends among them.
                                 * @default false
                                 */
                                whole: boolean;
                            };
                        };
                        recipe: string;
                        seed: number;
                        /** @enum {string} */
                        split: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
                        /**
                         * @description `failed`: not one training of a rung was completed.
                         * @enum {string}
                         */
                        state: "running" | "completed" | "cancelled" | "failed";
                        strategy: {
                            /** @constant */
                            kind: "random";
                        } | {
                            /**
                             * @description One of so many goes on to the next rung, with so many times the epochs.
                             * @default 3
                             */
                            factor: number;
                            /** @constant */
                            kind: "halving";
                        };
                        trials: {
                            epochs: number;
                            modelId: string | null;
                            rung: number;
                            runId: string;
                            /**
                             * @description Shards are scored as soon as they are extracted; `scoring` says that no clip is left to extract. `interrupted`: the queue has lost the run; resume it.
                             * @enum {string}
                             */
                            state: "queued" | "indexing" | "extracting" | "scoring" | "training" | "finishing" | "paused" | "interrupted" | "completed" | "completed_with_errors" | "cancelling" | "cancelled" | "failed";
                            validationUar: number | null;
                            values: {
                                [key: string]: string | number | boolean | null | number[] | {
                                    [key: string]: unknown;
                                };
                            };
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sweep.not_found`: No such sweep */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelSweep: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cancels the trainings that are not over; no rung follows */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        archiveId: string;
                        corpus: string;
                        /** Format: date-time */
                        createdAt: string;
                        featureSet: string;
                        fold: number;
                        id: string;
                        /** @default local */
                        owner: string;
                        plan: {
                            epochs: number;
                            runs: number;
                        }[];
                        ranges: {
                            [key: string]: {
                                values: (string | number | boolean | null | number[] | {
                                    [key: string]: unknown;
                                })[];
                            } | {
                                high: number;
                                low: number;
                                /**
                                 * @default linear
                                 * @enum {string}
                                 */
                                scale: "linear" | "log";
                                /**
                                 * @description Whole numbers only, the ends among them.
                                 * @default false
                                 */
                                whole: boolean;
                            };
                        };
                        recipe: string;
                        seed: number;
                        /** @enum {string} */
                        split: "P0" | "P1" | "P2" | "P2b" | "P3" | "P4" | "P5" | "P6" | "given";
                        /**
                         * @description `failed`: not one training of a rung was completed.
                         * @enum {string}
                         */
                        state: "running" | "completed" | "cancelled" | "failed";
                        strategy: {
                            /** @constant */
                            kind: "random";
                        } | {
                            /**
                             * @description One of so many goes on to the next rung, with so many times the epochs.
                             * @default 3
                             */
                            factor: number;
                            /** @constant */
                            kind: "halving";
                        };
                        trials: {
                            epochs: number;
                            modelId: string | null;
                            rung: number;
                            runId: string;
                            /**
                             * @description Shards are scored as soon as they are extracted; `scoring` says that no clip is left to extract. `interrupted`: the queue has lost the run; resume it.
                             * @enum {string}
                             */
                            state: "queued" | "indexing" | "extracting" | "scoring" | "training" | "finishing" | "paused" | "interrupted" | "completed" | "completed_with_errors" | "cancelling" | "cancelled" | "failed";
                            validationUar: number | null;
                            values: {
                                [key: string]: string | number | boolean | null | number[] | {
                                    [key: string]: unknown;
                                };
                            };
                        }[];
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sweep.not_found`: No such sweep */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTrainingRuns: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description training runs, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TrainingRun"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTrainingRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    archiveId: string;
                    /** @description One of ravdess-speech, ravdess-song, emodb, crema-d, tess, savee, folder, manifest; or several joined by "+", read as one corpus. */
                    corpus: string;
                    /** @description Default: the recipe's. */
                    epochs?: number;
                    /** @description When it is removed by itself, such as 2027-01-31T00:00:00Z. Default: as the server is set. */
                    expiresAt?: string | null;
                    /** @description One of paper-20, stride-20, span-20, meyda-20, mfcc-sequence, mfcc-sequence-deltas, logmel-sequence, logmel-sequence-deltas, logmel-htk-80, prosody, spectral, utterance-312, or an embedding of yours. Default: what the recipe's architecture is made for. */
                    featureSet?: string;
                    /** @default 0 */
                    fold?: number;
                    /** @description One of shared@1, calm-is-neutral@1, ravdess-parts@1. Default: none for one corpus, shared@1 for several. */
                    labelMap?: string;
                    /**
                     * @description Labels whose clips are not learned.
                     * @default []
                     */
                    leaveOut?: string[];
                    /** @description What happens to each clip before its features are made; a part of the feature set from then on. */
                    preprocessing?: components["schemas"]["PreprocessingInput"];
                    /**
                     * @description The run's share of the feature workers beside other runs. Default: normal.
                     * @enum {string}
                     */
                    priority?: "low" | "normal" | "high";
                    /**
                     * @description One of paper, paper-single, best, last-step, peephole, bilstm-attention, residual-lstm, tcn, conv-transformer, mlp-312, logistic, conv-attention-a, conv-attention-b, student-conv, student-lstm, or a recipe of your own as an object.
                     * @default paper
                     */
                    recipe?: string | {
                        [key: string]: unknown;
                    };
                    /** @default 0 */
                    seed?: number;
                    /**
                     * @description One of P0, P1, P2, P2b, P3, P4, P5, P6, given; P0 is the paper's random 80:20.
                     * @default P0
                     */
                    split?: string;
                    /** @description For the corpus `manifest`: CSV or JSONL with path and label, and speaker, split and more if known. */
                    table?: string;
                };
            };
        };
        responses: {
            /** @description Trains a model on a labelled archive */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive.not_found`: No such archive */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `corpus.unknown`: No such corpus loader
             *
             *     `corpus.labels_unreadable`: The corpus loader can read no label
             *
             *     `corpus.too_small`: Too few utterances to train and test
             *
             *     `corpus.label_map_unknown`: No such label map
             *
             *     `corpus.manifest_malformed`: The table of clips is damaged or does not fit the archive
             *
             *     `recipe.unknown`: No such recipe
             *
             *     `recipe.unknown_key`: The recipe has a key that nothing reads
             *
             *     `recipe.invalid`: The recipe does not fit its schema
             *
             *     `feature_set.unknown`: No such feature set
             *
             *     `feature_set.not_trainable`: No model here learns from this feature set
             *
             *     `split.unknown`: No such split
             *
             *     `split.not_applicable`: The split does not fit the corpus
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `quota.runs_at_once`: The owner has as many runs as it may
             *
             *     `quota.audio_seconds`: The owner has used up its audio of the day
             *
             *     `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.full`: The job queue has no room for another run
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrainingRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State and progress of a run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTrainingRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removes a run that is over, with its report; its model stays and leaves a receipt; its finishedAt is null while it goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Who asked for it: a key, `anonymous`, or `sweeper`. */
                        by: string;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        /** @description Of what was removed. */
                        id: string;
                        /** @description Shards of features that other archives have too. */
                        keptTensors: number;
                        /** @enum {string} */
                        kind: "archive" | "scoring-run" | "training-run";
                        name: string;
                        owner: string;
                        /** @enum {string} */
                        reason: "deleted" | "expired";
                        removed: {
                            bytes: number;
                            objects: number;
                            /** @description Shards of features that nobody else had. */
                            tensors: number;
                        };
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.under_way`: The run is not over
             *
             *     `retention.in_progress`: It is being removed already
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelTrainingRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends a run; what is done is kept */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.already_over`: The run is over
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchTrainingRun: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events of a run as server-sent events, until it is over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        error?: {
                            code: components["schemas"]["ErrorCode"];
                            message: string;
                        };
                        /**
                         * @description Shards are scored as soon as they are extracted; `scoring` says that no clip is left to extract. `interrupted`: the queue has lost the run; resume it.
                         * @enum {string}
                         */
                        state: "queued" | "indexing" | "extracting" | "scoring" | "training" | "finishing" | "paused" | "interrupted" | "completed" | "completed_with_errors" | "cancelling" | "cancelled" | "failed";
                        /** @constant */
                        type: "state.changed";
                    } | {
                        progress: {
                            /** @description Shards whose tensors existed already. */
                            cachedShards: number;
                            cancelled: number;
                            /** @description Lines of the manifest; null until the archive is indexed. */
                            clips: number | null;
                            /** @description Lately; null until it can be told. */
                            clipsPerSecond: number | null;
                            epoch: number;
                            epochs: number;
                            /** @description Until the last clip is done, at the speed of late and its spread; null until it can be told. */
                            eta: {
                                latestSeconds: number;
                                seconds: number;
                                soonestSeconds: number;
                            } | null;
                            extracted: number;
                            failed: number;
                            /**
                             * @description The failed clips by error code.
                             * @default {}
                             */
                            failedByCode: {
                                [key: string]: number;
                            };
                            scored: number;
                        };
                        /** @constant */
                        type: "progress.made";
                    } | {
                        metrics: components["schemas"]["EpochMetrics"];
                        /** @constant */
                        type: "epoch.finished";
                    } | {
                        epoch: number;
                        /** @constant */
                        type: "checkpoint.resumed";
                    } | {
                        modelId: string;
                        /** @constant */
                        type: "model.registered";
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseTrainingRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Holds a run: what is under way ends, nothing else begins */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_steerable`: The run cannot do that in its state
             *
             *     `run.already_over`: The run is over
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrainingReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Evaluation, history and split of a finished training */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingReport"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_finished`: The run has no result yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReportPicture: {
        parameters: {
            query?: {
                theme?: "auto" | "light" | "dark";
            };
            header?: never;
            path: {
                file: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A picture of a training report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                    "image/svg+xml": string;
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_found`: No such run
             *
             *     `request.not_found`: Nothing is found at this path
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_finished`: The run has no result yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeTrainingRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Goes on with what is missing: after a pause, a cancellation, a failure, or the loss of the queue */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `archive.not_found`: No such archive
             *
             *     `run.not_found`: No such run
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.not_steerable`: The run cannot do that in its state
             *
             *     `run.already_over`: The run is over
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `quota.runs_at_once`: The owner has as many runs as it may
             *
             *     `quota.audio_seconds`: The owner has used up its audio of the day
             *
             *     `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.full`: The job queue has no room for another run
             *
             *     `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopTrainingRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends a training after its epoch; the best model so far is registered */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `run.not_found`: No such run */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `run.already_over`: The run is over
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the owner of this key has of what it may have */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Audio that was extracted since midnight UTC; what was extracted before counts no second time. */
                        audioSecondsToday: {
                            /** @description Null is without limit. */
                            limit: number | null;
                            /**
                             * Format: date-time
                             * @description The next midnight of UTC.
                             */
                            resetsAt: string;
                            used: number;
                        };
                        owner: string;
                        /** @description Scoring and training runs that are neither over nor paused. */
                        runsAtOnce: {
                            /** @description Null is without limit. */
                            limit: number | null;
                            used: number;
                        };
                        /** @description Archives as they came, and what is announced of uploads under way. */
                        storedBytes: {
                            /** @description Null is without limit. */
                            limit: number | null;
                            used: number;
                        };
                    };
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description URLs that are told, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            /** @default local */
                            owner: string;
                            url: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description Called by https; private addresses are refused unless the server allows them.
                     */
                    url: string;
                };
            };
        };
        responses: {
            /** @description Has a URL called when runs are over; this answer alone has its secret */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        id: string;
                        /** @default local */
                        owner: string;
                        secret: string;
                        url: string;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `webhook.too_many`: There are as many webhooks as there may be
             *
             *     `idempotency.in_progress`: A request with this key is under way
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `outbound.refused`: The URL is not one that this server calls
             *
             *     `idempotency.key_reused`: The idempotency key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One URL that is told */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        createdAt: string;
                        id: string;
                        /** @default local */
                        owner: string;
                        url: string;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.not_found`: No such webhook or delivery */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tells a URL nothing more, and forgets its log */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.not_found`: No such webhook or delivery */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a URL was told and how it answered, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            attempts: {
                                /** @description The first 500 characters of the body. */
                                answer: string;
                                /** Format: date-time */
                                at: string;
                                error: string | null;
                                milliseconds: number;
                                /** @description Null when there was no answer. */
                                status: number | null;
                            }[];
                            /** Format: date-time */
                            createdAt: string;
                            id: string;
                            payload: string;
                            replays: number;
                            runId: string | null;
                            /**
                             * @description `failed`: ten attempts, an answer of 4xx, or a URL that is not called.
                             * @enum {string}
                             */
                            state: "pending" | "delivered" | "failed";
                            /** @enum {string} */
                            type: "run.completed" | "run.failed" | "run.cancelled" | "webhook.test";
                            webhookId: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.not_found`: No such webhook or delivery */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store.unavailable`: The object store is out of reach */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                delivery: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sends a message again, under the same id */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: {
                            /** @description The first 500 characters of the body. */
                            answer: string;
                            /** Format: date-time */
                            at: string;
                            error: string | null;
                            milliseconds: number;
                            /** @description Null when there was no answer. */
                            status: number | null;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        id: string;
                        payload: string;
                        replays: number;
                        runId: string | null;
                        /**
                         * @description `failed`: ten attempts, an answer of 4xx, or a URL that is not called.
                         * @enum {string}
                         */
                        state: "pending" | "delivered" | "failed";
                        /** @enum {string} */
                        type: "run.completed" | "run.failed" | "run.cancelled" | "webhook.test";
                        webhookId: string;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.not_found`: No such webhook or delivery */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description A repetition with the same key gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sends a test message */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: {
                            /** @description The first 500 characters of the body. */
                            answer: string;
                            /** Format: date-time */
                            at: string;
                            error: string | null;
                            milliseconds: number;
                            /** @description Null when there was no answer. */
                            status: number | null;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        id: string;
                        payload: string;
                        replays: number;
                        runId: string | null;
                        /**
                         * @description `failed`: ten attempts, an answer of 4xx, or a URL that is not called.
                         * @enum {string}
                         */
                        state: "pending" | "delivered" | "failed";
                        /** @enum {string} */
                        type: "run.completed" | "run.failed" | "run.cancelled" | "webhook.test";
                        webhookId: string;
                    };
                };
            };
            /** @description `request.invalid`: The request does not fit its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.key_missing`: The request needs an API key
             *
             *     `auth.key_invalid`: The API key is not valid
             *
             *     `auth.key_expired`: The API key has expired
             *
             *     `auth.key_revoked`: The API key was revoked
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.scope_missing`: The API key has not the scope for this
             *
             *     `auth.foreign_origin`: The request comes from a page of another site
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `webhook.not_found`: No such webhook or delivery */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.in_progress`: A request with this key is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency.key_reused`: The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `auth.too_many_failures`: Too many wrong keys from this address
             *
             *     `rate.limited`: Too many requests with this key
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `queue.unavailable`: The job queue is out of reach
             *
             *     `store.unavailable`: The object store is out of reach
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
