import { Module } from '@nestjs/common';
import { EmbeddingModelsController } from './embedding-models.controller.js';
import { EmbeddingModelsService } from './embedding-models.service.js';

@Module({
  controllers: [EmbeddingModelsController],
  providers: [EmbeddingModelsService],
  exports: [EmbeddingModelsService],
})
export class EmbeddingModelsModule {}
